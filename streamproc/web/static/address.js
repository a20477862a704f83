// What is asked for stands in the address.

export const parameters = () => new URLSearchParams(location.search);

/** The address of this view with some parameters changed; null takes one away. */
export function address(changes) {
  const given = parameters();
  for (const [name, value] of Object.entries(changes)) {
    if (value) given.set(name, value);
    else given.delete(name);
  }
  const query = given.toString();
  return query ? `/?${query}` : "/";
}
