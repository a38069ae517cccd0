/** A person's initial on a quiet color that is always theirs. The name stands beside it, so it says nothing itself. */
export function Avatar({ name, id, bot }: { name: string; id: string; bot: boolean }) {
  if (bot) return <img class="avatar" src={new URL('./icon.svg', import.meta.url).href} alt="" />;
  const sum = Array.from(id).reduce((total, character) => (total * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7);
  return (
    <span class={`avatar tone-${sum % 6}`} aria-hidden="true">
      {initialOf(name)}
    </span>
  );
}

/** Chinese names by their last two characters, others by their first letters. */
function initialOf(name: string): string {
  const words = name.trim().split(/\s+/);
  if (/\p{Script=Han}/u.test(name)) return Array.from(name).slice(-2).join('');
  return words
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase();
}
