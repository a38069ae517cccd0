import { createRequire } from 'node:module';
import type Sqlite from 'better-sqlite3';

/**
 * SQLite for the Node it runs on (docs/decisions/005-two-builds-of-sqlite.md): from Node 24 on, better-sqlite3 12 ends the process when a statement
 * is collected; 13 works from Node 22 on, and ends Node 20. Both have the same interface.
 */
const NODE_OF_13 = 22;
const node = Number(process.versions.node.split('.')[0]);

const Database: typeof Sqlite = createRequire(import.meta.url)(node >= NODE_OF_13 ? 'better-sqlite3-node22' : 'better-sqlite3');
export default Database;
