const formats = new Map<string, { name: Intl.DateTimeFormat; offset: Intl.DateTimeFormat }>();

/** Making a format costs more than a whole user: each zone's are made once. */
function formatsOf(timeZone: string) {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = {
    name: new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'long' }),
    offset: new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }),
  };
  formats.set(timeZone, made);
  return made;
}

/** The three fields in which a user carries their zone (docs.slack.dev: User object). `now`: epoch milliseconds. */
export function slackZone(zone: string, now: number): { tz: string; tz_label: string; tz_offset: number } {
  const { name, offset } = formatsOf(zone);
  const said = (format: Intl.DateTimeFormat) => format.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(said(offset)) ?? [];
  const seconds = Number(hours) * 3_600 + Number(minutes) * 60;
  return { tz: zone, tz_label: said(name), tz_offset: sign === '-' ? -seconds : seconds };
}
