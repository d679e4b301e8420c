/** A fast 32-bit hash of a URL path: what decides, the same way in every run, which picture and which fault a path has. */

/**
 * FNV-1a over the characters, then the finaliser of MurmurHash3, since paths that differ in their last digits only would share their upper bits without it.
 * Returns an integer from 0 to 2^32 - 1; different salts give independent hashes of one path.
 */
export function pathHash(path: string, salt: number): number {
  let hash = 0x811c9dc5 ^ salt;
  // Node hands a request's path over as one byte a character, so code units are bytes here.
  for (let at = 0; at < path.length; at += 1) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
