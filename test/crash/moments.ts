/** What just happens on the way between people, the workspace and the program; what a kill can be aimed at. */
export type Moment = `call ${string}` | 'press' | 'submit' | 'words';

/** One aim at a time: `hit` is called within the moment itself, before it has any effect. */
export type Moments = {
  note(moment: Moment): void;
  /** The `nth` moment (1: the next) that `fits`. */
  aim(fits: (moment: Moment) => boolean, nth: number, hit: () => void): void;
  forget(): void;
};

export function createMoments(): Moments {
  let target: { fits: (moment: Moment) => boolean; left: number; hit: () => void } | undefined;
  return {
    note(moment) {
      if (!target?.fits(moment)) return;
      target.left -= 1;
      if (target.left > 0) return;
      const { hit } = target;
      target = undefined;
      hit();
    },
    aim(fits, nth, hit) {
      target = { fits, left: nth, hit };
    },
    forget() {
      target = undefined;
    },
  };
}
