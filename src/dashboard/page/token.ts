/**
 * The token that lets this page steer the job. It comes behind the `#` of the address, which is sent to no server and no
 * other page, and is kept for this tab only: a cookie would be sent to every other port of this machine, too.
 */

const KEY = 'yfcc-token';

/** Takes it out of the address, or where that has none, as after a reload, out of the tab's memory; null: there is none. */
export function takeToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given === null) return sessionStorage.getItem(KEY);
  sessionStorage.setItem(KEY, given);
  history.replaceState(null, '', location.pathname);
  return given;
}

/** Headers of a request that carries it. */
export function withToken(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
