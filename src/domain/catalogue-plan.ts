import type { KeptPlace } from "./catalogue.ts";
import type {
  ImportLine,
  ImportPlan,
  ImportTexts,
  ImportWorld,
  ImportWrites,
  KnownDestination,
  KnownPerson,
  KnownPlace,
  Outcome,
  PlannedLine,
} from "./catalogue-import.ts";
import { byName, flagsOf, keyOf, readLine, shownName, splitName, writeFlag, type Read } from "./catalogue-line.ts";
import type { Id } from "./id.ts";
import { fold } from "./place.ts";

/**
 * Compares the lines of a file with what is known, in memory and without writing: what each line would do, and the
 * writes that do it. Run again after they are done, every line is unchanged. A refused line writes nothing.
 */
export function planImport(lines: ImportLine[], world: ImportWorld): ImportPlan {
  const planner = new Planner(lines, world);
  for (const line of planner.lines) planner.plan(line);
  const counts: Record<Outcome, number> = { new: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const { outcome } of planner.planned) counts[outcome] += 1;
  return { lines: planner.planned, counts, writes: planner.writes };
}

type Line = ImportLine & { read: Read };
/** A line's writes, kept aside until the line turns out to be accepted. */
type Draft = { [K in keyof ImportWrites]: ImportWrites[K] };
const noWrites = (): Draft => ({
  agencies: [],
  sites: [],
  services: [],
  people: [],
  changedPeople: [],
  destinations: [],
  changedDestinations: [],
  flags: [],
});

class Planner {
  readonly lines: Line[];
  readonly planned: PlannedLine[] = [];
  readonly writes = noWrites();
  readonly #world: ImportWorld;
  readonly #agencies: Map<string, ImportWorld["agencies"][number]>;
  readonly #sites: Map<string, KnownPlace>;
  readonly #services: Map<string, KnownPlace & { siteId: Id }>;
  readonly #destinations: Map<string, KnownDestination>;
  readonly #people = new Map<Id, KnownPerson>();
  /** People by organisation and name (as shown, and surname first), and by organisation and address. */
  readonly #peopleBy = new Map<string, KnownPerson[]>();
  readonly #siteFlags: Map<string, boolean>;
  readonly #serviceFlags: Map<string, boolean>;
  readonly #named = new Set<string>();
  readonly #seen = new Map<string, number>();
  readonly #flagged = new Set<Id>();
  /** The telephone a contact was first said to have, and where. */
  readonly #phones = new Map<Id, { number: number; phone: string }>();
  readonly #added = new Set<Id>();

  constructor(lines: ImportLine[], world: ImportWorld) {
    this.#world = world;
    this.lines = lines.map((line) => ({ ...line, read: readLine(line.texts) }));
    this.#agencies = byName(world.agencies, () => "");
    this.#sites = byName(world.sites, ({ agencyId }) => agencyId);
    this.#services = byName(world.services, ({ siteId }) => siteId);
    this.#destinations = byName(world.destinations, ({ serviceId }) => serviceId);
    for (const person of world.people) this.#meet({ ...person });
    this.#siteFlags = flagsOf(this.lines, "site");
    this.#serviceFlags = flagsOf(this.lines, "service");
    for (const { texts } of this.lines) this.#named.add(keyOf(texts.agency, texts.site, texts.service, texts.destination));
  }

  #meet(person: KnownPerson): void {
    this.#people.set(person.id, person);
    const keys = new Set([shownName(person), `${person.lastName}, ${person.firstName}`].map((name) => `${person.agencyId}\n${fold(name)}`));
    if (person.email !== null) keys.add(`${person.agencyId}\n@${person.email.toLowerCase()}`);
    for (const key of keys) this.#peopleBy.set(key, [...(this.#peopleBy.get(key) ?? []), person]);
  }

  plan(line: Line): void {
    const { texts, read, number } = line;
    const result: PlannedLine = {
      number,
      texts,
      outcome: "unchanged",
      problems: { ...read.problems },
      notYours: false,
      creates: [],
      changes: [],
    };
    this.planned.push(result);
    const draft = noWrites();
    const key = keyOf(texts.agency, texts.site, texts.service, texts.destination);
    const before = this.#seen.get(key);
    const last = (["destination", "service", "site"] as const).find((level) => texts[level] !== "") ?? "agency";
    if (before !== undefined) result.problems[last] ??= { kind: "row-twice", number: before };
    else this.#seen.set(key, number);
    const place = Object.keys(result.problems).length === 0 ? this.#place(line, result, draft) : null;
    if (place && texts.destination !== "") this.#destination(line, result, { draft, place });
    if (
      place &&
      !result.notYours &&
      (result.creates.length > 0 || result.changes.length > 0) &&
      !result.creates.includes("agency") &&
      !this.#allowed(place)
    )
      result.notYours = true;
    if (Object.keys(result.problems).length > 0 || result.notYours) {
      Object.assign(result, { outcome: "refused", creates: [], changes: [] });
      return;
    }
    result.outcome = result.creates.length > 0 ? "new" : result.changes.length > 0 ? "changed" : "unchanged";
    this.#keep(draft);
  }

  #allowed(place: KeptPlace): boolean {
    return this.#added.has(place.agencyId) || this.#world.keeps(place);
  }

  /** Finds the organisation, site and service of a line, drafting those that nobody knows yet. */
  #place({ texts, read }: Line, result: PlannedLine, draft: Draft): KeptPlace {
    const key = `\n${fold(texts.agency)}`;
    let agency = this.#agencies.get(key);
    if (agency && !agency.receives) result.notYours = true;
    if (!agency) {
      if (!this.#world.mayAddAgency) result.notYours = true;
      agency = {
        id: this.#world.newId(),
        name: texts.agency,
        shortName: texts.agency,
        isUser: this.#agencyFlag(texts.agency),
        receives: true,
      };
      draft.agencies.push({ id: agency.id, name: agency.name, shortName: agency.shortName, isUser: agency.isUser });
      result.creates.push("agency");
    }
    const place: KeptPlace = { agencyId: agency.id, agencyIsUser: agency.isUser, siteId: null, serviceId: null, destinationId: null };
    const siteFlag = this.#siteFlags.get(keyOf(texts.agency, texts.site));
    const site = this.#sites.get(`${agency.id}\n${fold(texts.site)}`);
    if (site?.retiredOn) result.problems.site = { kind: "retired-place", text: texts.site, on: site.retiredOn };
    const siteId = site?.id ?? this.#world.newId();
    if (!site) {
      draft.sites.push({ id: siteId, agencyId: agency.id, name: texts.site, isUser: siteFlag ?? agency.isUser });
      result.creates.push("site");
    }
    // What a new thing is added to is what must be one's own: a site lies under its organisation, a unit under its service.
    if (site) place.siteId = siteId;
    if (site) this.#flag({ level: "site", known: site, siteId, wanted: siteFlag, texts }, result, draft);
    if (texts.service === "") return place;
    const serviceFlag = this.#serviceFlags.get(keyOf(texts.agency, texts.site, texts.service));
    const service = this.#services.get(`${siteId}\n${fold(texts.service)}`);
    if (service?.retiredOn) result.problems.service ??= { kind: "retired-place", text: texts.service, on: service.retiredOn };
    const serviceId = service?.id ?? this.#world.newId();
    if (!service) {
      draft.services.push({
        id: serviceId,
        agencyId: agency.id,
        siteId,
        name: texts.service,
        isUser: serviceFlag ?? read.isUser ?? siteFlag ?? site?.isUser ?? agency.isUser,
      });
      result.creates.push("service");
    }
    if (service) place.serviceId = serviceId;
    if (service) this.#flag({ level: "service", known: service, siteId, wanted: serviceFlag, texts }, result, draft);
    this.#at = { siteId, serviceId, isUser: service?.isUser ?? serviceFlag ?? agency.isUser };
    return place;
  }

  /** Where the line's destination goes: the site and service that #place found or drafted. */
  #at: { siteId: Id; serviceId: Id; isUser: boolean } = { siteId: "", serviceId: "", isUser: false };

  #agencyFlag(name: string): boolean {
    return this.lines.some(({ texts, read }) => fold(texts.agency) === fold(name) && read.isUser === true);
  }

  /** A site or service takes part when one of its units does: those of the file, and those the file does not name. */
  #flag(
    of: { level: "site" | "service"; known: KnownPlace; siteId: Id; wanted: boolean | undefined; texts: ImportTexts },
    result: PlannedLine,
    draft: Draft,
  ): void {
    const { level, known, wanted, texts } = of;
    if (wanted === undefined || wanted === known.isUser || this.#flagged.has(known.id)) return;
    if (!wanted && this.#others(level, known, texts).some(({ isUser }) => isUser)) return;
    // Whoever keeps one unit only does not decide for the whole site.
    const agency = this.#world.agencies.find(({ id }) => id === known.agencyId);
    if (
      !this.#world.keeps({
        agencyId: known.agencyId,
        agencyIsUser: agency?.isUser ?? true,
        siteId: of.siteId,
        serviceId: level === "service" ? known.id : null,
        destinationId: null,
      })
    )
      return;
    draft.flags.push({ level, id: known.id, agencyId: known.agencyId, isUser: wanted });
    result.changes.push({
      field: level === "site" ? "siteIsUser" : "serviceIsUser",
      before: writeFlag(known.isUser),
      after: writeFlag(wanted),
    });
  }

  #others(level: "site" | "service", known: KnownPlace, texts: ImportTexts): KnownDestination[] {
    const serviceName = new Map(this.#world.services.map(({ id, name }) => [id, name]));
    return this.#world.destinations.filter(
      (one) =>
        (level === "site" ? one.siteId : one.serviceId) === known.id &&
        one.retiredOn === null &&
        !this.#named.has(keyOf(texts.agency, texts.site, serviceName.get(one.serviceId) ?? "", one.name)),
    );
  }

  #destination({ texts, read, number }: Line, result: PlannedLine, { draft, place }: { draft: Draft; place: KeptPlace }): void {
    const { siteId, serviceId } = this.#at;
    const known = this.#destinations.get(`${serviceId}\n${fold(texts.destination)}`);
    if (known?.retiredOn) {
      result.problems.destination = { kind: "retired-place", text: texts.destination, on: known.retiredOn };
      return;
    }
    const contact = this.#contact({ texts, number, agencyId: place.agencyId, current: known?.contactId ?? null }, result, draft);
    if (!known) {
      draft.destinations.push({
        id: this.#world.newId(),
        agencyId: place.agencyId,
        siteId,
        serviceId,
        name: texts.destination,
        isUser: read.isUser ?? this.#at.isUser,
        capacity: read.capacity,
        largestGroup: read.largestGroup,
        contactId: contact,
      });
      result.creates.push("destination");
      return;
    }
    place.destinationId = known.id;
    const after = {
      isUser: read.isUser ?? known.isUser,
      capacity: read.capacity ?? known.capacity,
      largestGroup: read.largestGroup ?? known.largestGroup,
      contactId: contact ?? known.contactId,
    };
    if (after.isUser !== known.isUser)
      result.changes.push({ field: "isUser", before: writeFlag(known.isUser), after: writeFlag(after.isUser) });
    for (const field of ["capacity", "largestGroup"] as const) {
      if (after[field] !== known[field])
        result.changes.push({ field, before: String(known[field] ?? ""), after: String(after[field] ?? "") });
    }
    if (after.contactId !== known.contactId) {
      const previous = this.#people.get(known.contactId ?? "");
      result.changes.push({ field: "contact", before: previous ? shownName(previous) : "", after: texts.contact || texts.email });
    }
    const changed = (Object.keys(after) as (keyof typeof after)[]).some((field) => after[field] !== known[field]);
    if (changed) draft.changedDestinations.push({ id: known.id, agencyId: known.agencyId, ...after });
  }

  /** The person a line names as contact: known by name and address, completed where the record is empty, or drafted. Null: none named. */
  #contact(of: { texts: ImportTexts; number: number; agencyId: Id; current: Id | null }, result: PlannedLine, draft: Draft): Id | null {
    const { texts, number, agencyId, current } = of;
    if (texts.contact === "" && texts.email === "") return null;
    const email = texts.email.toLowerCase() || null;
    const name = splitName(texts.contact || texts.email);
    const key = `${agencyId}\n${texts.contact === "" ? `@${email}` : fold(texts.contact)}`;
    const fits = (one: KnownPerson) => email === null || one.email === null || one.email.toLowerCase() === email;
    const found = (this.#peopleBy.get(key) ?? [])
      .filter(fits)
      .toSorted(
        (one, other) =>
          Number(other.id === current) - Number(one.id === current) || Number(other.email !== null) - Number(one.email !== null),
      )[0];
    if (!found) {
      const person = { id: this.#world.newId(), agencyId, ...name, email, phone: texts.phone || null };
      draft.people.push(person);
      return person.id;
    }
    if (found.hasAccount) return found.id;
    const said = this.#phones.get(found.id);
    if (said && texts.phone !== "" && said.phone !== texts.phone) {
      result.problems.phone = { kind: "contact-differs", name: shownName(found), number: said.number };
      return found.id;
    }
    if (!said && texts.phone !== "") this.#phones.set(found.id, { number, phone: texts.phone });
    const completed = { email: found.email ?? email, phone: texts.phone || found.phone };
    if (completed.email === found.email && completed.phone === found.phone) return found.id;
    draft.changedPeople.push({ id: found.id, agencyId, ...completed });
    if (completed.email !== found.email) result.changes.push({ field: "email", before: found.email ?? "", after: completed.email ?? "" });
    if (completed.phone !== found.phone) result.changes.push({ field: "phone", before: found.phone ?? "", after: completed.phone ?? "" });
    return found.id;
  }

  /** An accepted line's writes count, and the next lines know what it added. */
  #keep(draft: Draft): void {
    for (const list of Object.keys(draft) as (keyof Draft)[]) (this.writes[list] as unknown[]).push(...draft[list]);
    for (const one of draft.agencies) {
      this.#agencies.set(`\n${fold(one.name)}`, { ...one, receives: true });
      this.#added.add(one.id);
    }
    const fresh = { shortName: "", retiredOn: null };
    for (const one of draft.sites) this.#sites.set(`${one.agencyId}\n${fold(one.name)}`, { ...one, ...fresh });
    for (const one of draft.services) this.#services.set(`${one.siteId}\n${fold(one.name)}`, { ...one, ...fresh });
    for (const one of draft.destinations) this.#destinations.set(`${one.serviceId}\n${fold(one.name)}`, { ...one, ...fresh });
    for (const one of draft.flags) this.#flagged.add(one.id);
    for (const one of draft.people) {
      this.#meet({ ...one, hasAccount: false });
      if (one.phone !== null) this.#phones.set(one.id, { number: this.planned.at(-1)?.number ?? 0, phone: one.phone });
    }
    for (const one of draft.changedPeople) {
      const person = this.#people.get(one.id);
      if (person) this.#meet(Object.assign(person, one));
    }
  }
}
