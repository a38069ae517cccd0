import { useSurface } from '../blocks/surface.js';
import { dateOf, instantOf, timeOf } from '../clock/office-time.js';
import { usePage } from '../context.js';
import { numberOf, stringOf, wordsOf } from '../json.js';
import { texts } from '../text.js';
import { type ElementProps, labelling } from './field.js';

/** The browser's own date and time fields: people know them, and they can be typed into. datetimepicker is wall time in the office's zone. */
export function DateOrTime({ blockId, element, acts, field }: ElementProps) {
  const { say, zone } = usePage();
  const { values, use, idOf } = useSurface();
  const actionId = stringOf(element.action_id) ?? '';
  const type = stringOf(element.type) ?? '';
  const value = values[blockId]?.[actionId];
  const keep = (entered: Record<string, string | number | null>) => void use(blockId, element, { type, ...entered }, acts);
  const label = type === 'timepicker' ? texts.jumpTime : texts.jumpDate;
  const common = {
    ...labelling(field, wordsOf(element.placeholder) || say(label)),
    id: idOf(blockId, actionId),
    class: 'field date-field',
  };
  if (type === 'datepicker') {
    return (
      <input
        {...common}
        type="date"
        value={stringOf(value?.selected_date) ?? ''}
        onChange={(event) => keep({ selected_date: event.currentTarget.value || null })}
      />
    );
  }
  if (type === 'timepicker') {
    return (
      <input
        {...common}
        type="time"
        value={stringOf(value?.selected_time) ?? ''}
        onChange={(event) => keep({ selected_time: event.currentTarget.value || null })}
      />
    );
  }
  const seconds = numberOf(value?.selected_date_time);
  const shown = seconds === undefined ? '' : `${dateOf(seconds * 1000, zone)}T${timeOf(seconds * 1000, zone)}`;
  return (
    <input
      {...common}
      type="datetime-local"
      value={shown}
      onChange={(event) => {
        const [date = '', time = ''] = event.currentTarget.value.split('T');
        const instant = instantOf(date, time, zone);
        keep({ selected_date_time: instant === undefined ? null : instant / 1000 });
      }}
    />
  );
}
