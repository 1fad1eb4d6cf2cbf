import { request as http, test as base, type APIRequestContext } from "@playwright/test";
import { recordAll, type Sent, type Side } from "./recorder.ts";

export { expect } from "@playwright/test";

/** What a unit answers is its organisation's alone (section 8, rule 3): statuses, kinds of events and codes that a school is never sent. */
const unitsAnswer = /declined-by-unit|accepted-by-unit|unit-declined|unit-accepted|\b(?:RefD|DecD|AccD)\b/;

interface Secret {
  from: Side;
  text: string;
}

const excerpt = ({ what, name, text }: Sent, at: number): string =>
  `${what} to ${name || "nobody"}: …${text.slice(Math.max(0, at - 160), at + 160)}…`;

async function ask<Answer>(api: APIRequestContext, path: string, input: unknown): Promise<Answer> {
  const answer = await api.get(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`);
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
  return ((await answer.json()) as { result: { data: Answer } }).result.data;
}

/** Every row of a paged list; `rows` and `after` are what the list calls them. */
async function everyRow<Row>(api: APIRequestContext, path: string, of: { input: object; rows: string; after: string }): Promise<Row[]> {
  const all: Row[] = [];
  for (let next: unknown = null, more = true; more;) {
    const page = await ask<Record<string, unknown>>(api, path, { ...of.input, [of.after]: next });
    all.push(...(page[of.rows] as Row[]));
    next = page.next ?? null;
    more = next !== null;
  }
  return all;
}

/** Somebody of the demo, without a browser. */
async function asPerson<Answer>(baseURL: string, name: string, work: (api: APIRequestContext) => Promise<Answer>): Promise<Answer> {
  const api = await http.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } });
  const roles = await ask<{ id: string; name: string }[]>(api, "account.demoRoles", {});
  await api.post("/trpc/account.enterDemo", { data: { roleId: roles.find((role) => role.name === name)?.id } });
  const answer = await work(api);
  await api.dispose();
  return answer;
}

type Named = { firstName: string; lastName: string };
const nameOf = ({ firstName, lastName }: Named): string => `${firstName} ${lastName}`.trim();

/** The names that no hospital may know: of the demo's students those who are confirmed nowhere (section 8, rule 4), but for homonyms. */
async function unknownToHospitals(baseURL: string): Promise<string[]> {
  const [students, known] = [new Set<string>(), new Set<string>()];
  for (const coordinator of ["Marc Roy", "Karim Haddad"]) {
    await asPerson(baseURL, coordinator, async (api) => {
      const register = { input: { search: "", filter: "all" }, rows: "rows", after: "cursor" };
      for (const one of await everyRow<Named>(api, "student.list", register)) students.add(nameOf(one));
      const outbox = { input: { filters: { statuses: ["confirmed"], session: "all" }, most: 200 }, rows: "requests", after: "cursor" };
      for (const { id } of await everyRow<{ id: string }>(api, "request.outbox", outbox)) {
        const { students: placed } = await ask<{ students: { name: string; state: string }[] }>(api, "request.get", { id });
        for (const { name, state } of placed) if (state === "confirmed") known.add(name);
      }
    });
  }
  for (const coordinator of ["Carole Morin", "Isabelle Nguyen"]) {
    const directory = { input: { show: "all" }, rows: "people", after: "after" };
    const people = await asPerson(baseURL, coordinator, (api) => everyRow<Named>(api, "people.list", directory));
    for (const person of people) known.add(nameOf(person));
  }
  return [...students].filter((name) => !known.has(name));
}

/** What was sent to whom it must not be sent to. */
function leaks(sent: Sent[], of: { secrets: Secret[]; names: string[] }): string[] {
  const found: string[] = [];
  for (const one of sent) {
    const look = (pattern: string | RegExp) => {
      const at = typeof pattern === "string" ? one.text.indexOf(pattern) : one.text.search(pattern);
      if (at >= 0) found.push(excerpt(one, at));
    };
    if (one.to === "placing") look(unitsAnswer);
    for (const { from, text } of of.secrets) if (one.to === from) look(text);
    if (one.to === "receiving") for (const name of of.names) look(name);
  }
  return found;
}

interface Disclosure {
  /** A text typed in this story that must never be sent to one side: an internal note, a unit's reason, whose reservation it is. */
  keepFrom(from: Side, text: string): void;
  /** Looks at what was sent up to now: what is allowed later (a name that is confirmed) was not before. */
  checkSoFar(): Promise<void>;
}

/**
 * A story as every spec tells it: whatever the server sends to each browser is kept, and the story fails when a school was sent what a
 * unit answered, a hospital the name of a student who is not confirmed, or either a text that was to be kept from it.
 */
export const test = base.extend<{ disclosure: Disclosure }>({
  disclosure: [
    async ({ browser, baseURL }, use) => {
      const secrets: Secret[] = [];
      const recorder = recordAll(browser);
      const checkSoFar = async () => {
        const sent = await recorder.sent();
        const names = baseURL && sent.some(({ to }) => to === "receiving") ? await unknownToHospitals(baseURL) : [];
        const told = leaks(sent, { secrets, names });
        if (told.length > 0) throw new Error(`Told to who must not know it:\n${told.slice(0, 5).join("\n")}`);
      };
      await use({ keepFrom: (from, text) => void secrets.push({ from, text }), checkSoFar });
      recorder.stop();
      await checkSoFar();
    },
    { auto: true },
  ],
});
