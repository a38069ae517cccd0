import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** AES-256-GCM as NIST SP 800-38D recommends it: a random nonce of 12 bytes, a tag of 16. */
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** nonce | tag | ciphertext. `bound` is authenticated with it: what was sealed for one purpose doesn't open for another. */
export function sealBytes(key: Uint8Array, plain: Uint8Array, bound: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** What was sealed is not what is there now, or another key sealed it: it will not open at another time either. */
export class DamagedError extends Error {}

/** Throws `DamagedError` where the key is another, or a single bit of `sealed` or `bound` has changed. */
export function unsealBytes(key: Uint8Array, sealed: Uint8Array, bound: Uint8Array): Buffer {
  try {
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }).setAAD(bound);
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (error) {
    throw new DamagedError('a sealed text does not open', { cause: error });
  }
}

/** Keeps text unreadable for the moments it waits in a queue. It belongs to no member yet, so no member's key can seal it. */
export type Sealer = {
  /** `label` is the row's own key: a sealed text copied to another row doesn't open there. */
  seal(text: string, label: string): Uint8Array;
  unseal(sealed: Uint8Array, label: string): string;
};

/** A key of its own, derived from the master key (RFC 5869): the master key itself only ever wraps members' keys. */
export function openSealer(masterKey: Uint8Array): Sealer {
  const key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'siwen queue', 32));
  return {
    seal: (text, label) => sealBytes(key, Buffer.from(text), Buffer.from(label)),
    unseal: (sealed, label) => unsealBytes(key, sealed, Buffer.from(label)).toString(),
  };
}
