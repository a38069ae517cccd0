/** A page or a version in a part of a button's value or a form's context, which anybody could have forged: 0 where it is none. */
export const numberIn = (part: string | undefined): number => {
  const number = Number(part);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
};
