import type { WebClient } from '@slack/web-api';
import { attempt } from './errors.js';

/** Who the bot itself is, and where. `enterpriseId`: of the organization that the workspace belongs to. */
export type Own = { readonly userId: string | undefined; readonly teamId: string | undefined; readonly enterpriseId: string | undefined };

export type AskOwn = {
  ask(): Promise<Own>;
  /** What the last answer was, if there has been one. */
  known(): Own | undefined;
};

/** docs.slack.dev: auth.test */
export function askOwn(client: WebClient): AskOwn {
  let own: Own | undefined;
  return {
    async ask() {
      const { user_id: userId, team_id: teamId, enterprise_id: enterpriseId } = await attempt('auth.test', () => client.auth.test());
      own = { userId, teamId, enterpriseId };
      return own;
    },
    known: () => own,
  };
}
