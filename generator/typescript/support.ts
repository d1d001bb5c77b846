/** A route: who may call it is anyOf, a list of alternatives. A caller needs all permissions of one of them. */
export interface Route {
  readonly id: string;
  readonly method: string;
  /** The pattern, such as /orders/{id}. */
  readonly path: string;
  /** Everyone may call the route, without a login. */
  readonly public: boolean;
  /** Without an alternative nobody may call the route. An empty alternative asks for a login alone. */
  readonly anyOf: readonly (readonly Permission[])[];
  /**
   * The security schemes that a caller authenticates with: all of one of the lists. Without a list the table does not say
   * it, or the route is public. The functions of this module do not look at it.
   */
  readonly schemes: readonly (readonly string[])[];
}

/** A role: a name for permissions. They have all that they imply. */
export interface Role {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

// This is a function, so that a bundler can leave out what is not used.
const spelled = (code: string): string =>
  foldsCase ? code.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : code;

/**
 * Returns what a caller has who is granted these codes: those of the table, and all that they imply. A code is taken as it
 * is, as ParseSet of the Go package does: * has no meaning in it, so that order:* and * grant nothing. Where callers are
 * granted patterns or policies, the server says which codes these are: a Set of the Go package is a list of codes in JSON.
 */
export function held(granted: Iterable<string>): ReadonlySet<Permission> {
  const known = new globalThis.Map<string, Permission>();
  for (const code of permissions) known.set(spelled(code), code);
  for (const [alias, code] of aliases) known.set(spelled(alias), code);
  const implies = new globalThis.Map(implied);
  const all = new globalThis.Set<Permission>();
  const grant = (code: Permission): void => {
    if (all.has(code)) return;
    all.add(code);
    implies.get(code)?.forEach(grant);
  };
  for (const text of granted) {
    const code = known.get(spelled(text));
    if (code !== undefined) grant(code);
  }
  return all;
}

/**
 * Reports whether an authenticated caller who is granted these codes may call the route. Patterns such as order:* grant
 * nothing: see held.
 */
export function can(granted: Iterable<string>, route: Route): boolean {
  if (route.public) return true;
  const has = held(granted);
  return route.anyOf.some((all) => all.every((code) => has.has(code)));
}

/**
 * Returns what such a caller lacks: of the alternative that needs the fewest further permissions. Of several it is the
 * first one. Nothing is missing where the caller may call the route, and where nobody may. Patterns such as order:* grant
 * nothing: see held.
 */
export function missing(granted: Iterable<string>, route: Route): readonly Permission[] {
  const has = held(granted);
  let fewest: readonly Permission[] | undefined;
  for (const all of route.public ? [] : route.anyOf) {
    const lacks = all.filter((code) => !has.has(code));
    if (fewest === undefined || lacks.length < fewest.length) fewest = lacks;
  }
  return fewest ?? [];
}
