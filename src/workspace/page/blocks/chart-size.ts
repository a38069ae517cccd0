/** Of everything drawn, in units of the picture: on a phone one is a little less than a pixel. */
export const WIDTH = 320;
/** Of the letters. */
export const SIZE = 11;
