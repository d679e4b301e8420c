/**
 * Who may ask the dashboard for what. Three things have to be kept out: a page of another origin that is open in the
 * same browser (it may send requests, and without help from us can't read the answers), a name of such a page's that is
 * made to lead to this address (DNS rebinding: then it is our origin for the browser, and only the Host header tells), and
 * whoever else can reach the port.
 *
 * So the Host must be ours; what comes from another origin is refused; commands are JSON, which no form can send, and
 * carry a token that only the terminal has shown. What is read needs it too, unless only this machine can reach the port.
 */
import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

/** What counts of a request. */
export interface Asked {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** Of browsers: how the asking page's site is related to ours. */
  readonly fetchSite: string | undefined;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
}

/** `page`: the same for everybody, and says nothing of the job; `data`: read only; `command`: changes something. */
export type Kind = 'page' | 'data' | 'command';

export interface Door {
  readonly port: number;
  /** Names and addresses that the server may be asked by, in lower case, without port. */
  readonly names: ReadonlySet<string>;
  /** Whether any address will do: it listens on all that the machine has. No name can be made to be one. */
  readonly isAnyAddress: boolean;
  readonly isLoopback: boolean;
  readonly token: string;
}

export interface Refusal {
  readonly status: 401 | 403 | 405 | 415;
  /** A sentence. */
  readonly text: string;
}

const METHODS: Readonly<Record<Kind, readonly string[]>> = {
  page: ['GET', 'HEAD'],
  data: ['GET', 'HEAD'],
  command: ['POST'],
};

/** Methods that may be used for it. */
export function methodsOf(kind: Kind): readonly string[] {
  return METHODS[kind];
}

/** Null when it may be answered. */
export function refusal(kind: Kind, asked: Asked, door: Door): Refusal | null {
  const { method, host, origin, fetchSite, contentType = '' } = asked;
  if (!isOurs(host, door)) return { status: 403, text: 'Expected the Host header to name this server.' };
  if (!METHODS[kind].includes(method))
    return { status: 405, text: `Expected ${METHODS[kind].join(' or ')}, got ${method}.` };
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, text: 'Expected a request from the dashboard itself, got one of another origin.' };
  // A link from elsewhere may open the page; nothing else of another site may ask for anything.
  if (kind !== 'page' && fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none')
    return { status: 403, text: 'Expected a request from the dashboard itself, got one of another site.' };
  if (kind === 'command' && !/^application\/json\s*(;|$)/i.test(contentType))
    return { status: 415, text: 'Expected the content type application/json.' };
  const isOpen = kind === 'page' || (kind === 'data' && door.isLoopback);
  if (!isOpen && !hasToken(asked.authorization, door.token))
    return { status: 401, text: 'Expected the token that the command has printed with the address.' };
  return null;
}

function isOurs(host: string | undefined, { port, names, isAnyAddress }: Door): boolean {
  const [, name = '', given = '80'] = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(host?.toLowerCase() ?? '') ?? [];
  const bare = name.replace(/^\[(.*)\]$/, '$1');
  return Number(given) === port && (names.has(bare) || (isAnyAddress && isIP(bare) !== 0));
}

function hasToken(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
