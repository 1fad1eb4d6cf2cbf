import type { QueryClient } from "@tanstack/solid-query";
import { can, type Action } from "#domain/access.ts";
import { api } from "#ui/client.ts";
import type { Command } from "#ui/parts/commands.ts";
import { fuzzyScore } from "#ui/parts/fuzzy.ts";
import { frameWords } from "#words/frame.ts";
import { inWords, type Language } from "#words/words.ts";
import type { ActorInUse } from "./me.ts";

interface Finder {
  actor: ActorInUse | null;
  language: Language;
  queries: QueryClient;
  navigate(to: string): void;
}

/** Of each kind, so that one kind does not hide the others. */
const most = 5;

/** What the palette finds by name on the server, as places to go; each list answers by itself, one that fails is left out. */
export async function findByName(text: string, { actor, language, queries, navigate }: Finder): Promise<Command[]> {
  if (!actor) return [];
  const w = inWords(frameWords, language).find;
  const may = (action: Action) => can(actor, action);
  const go = (kind: string, id: string, { words, href }: { words: string; href: string }): Command => ({
    id: `find-${kind}-${id}`,
    words,
    group: "go",
    run: () => navigate(href),
  });
  const school = actor.agencyKind !== "receiving";
  const host = actor.agencyKind !== "placing";

  const requests = async (side: "outbox" | "inbox"): Promise<Command[]> => {
    const found = await api.request[side].query({ filters: { text, session: "all" }, most });
    return found.requests.map((request) => {
      const place = [request.place.site, request.place.service, request.place.destination].filter(Boolean).join(" / ");
      return go("request", request.id, {
        words: w.request(request.reference, place, request.course.name),
        href: `/${side === "outbox" ? "sorties" : "demandes"}/${request.id}`,
      });
    });
  };
  const lists: (() => Promise<Command[]>)[] = [];
  if (school && may("request.see")) lists.push(() => requests("outbox"));
  if (host && may("request.see")) lists.push(() => requests("inbox"));
  if (school && may("programme.see"))
    lists.push(async () =>
      (await api.cohort.list.query({ text, term: "all" })).cohorts
        .slice(0, most)
        .map((cohort) => go("cohort", cohort.id, { words: w.cohort(cohort.name), href: `/cohortes/${cohort.id}` })),
    );
  if (school && may("student.see"))
    lists.push(async () =>
      (await api.student.list.query({ search: text })).rows
        .slice(0, most)
        .map((row) =>
          go("student", row.id, { words: w.student(`${row.firstName} ${row.lastName}`.trim(), row.number), href: `/etudiants/${row.id}` }),
        ),
    );
  if (host && may("request.see") && text.trim().length > 1)
    lists.push(async () =>
      (await api.trainee.find.query({ text })).map((one) =>
        go("trainee", `${one.requestId}-${one.name}`, { words: w.trainee(one.name, one.place), href: `/demandes/${one.requestId}` }),
      ),
    );
  if (may("people.see"))
    lists.push(async () =>
      (await api.people.list.query({ search: text })).people
        .slice(0, most)
        .map((person) => go("person", person.id, { words: w.person(person.name), href: `/personnes/${person.id}` })),
    );
  if (may("catalogue.see"))
    lists.push(async () => {
      const catalogue = await queries.fetchQuery({
        queryKey: ["catalogue", "all"],
        queryFn: () => api.catalogue.all.query(),
        staleTime: 300_000,
      });
      const names = new Map([...catalogue.agencies, ...catalogue.sites, ...catalogue.services].map(({ id, name }) => [id, name]));
      const named = (ids: string[], own: string) =>
        [...ids.map((id) => names.get(id) ?? ""), own].filter((part) => part !== "").join(" / ");
      const places = [
        ...catalogue.sites.map((site) => ({
          id: site.id,
          path: named([site.agencyId], site.name),
          retired: site.retiredOn,
          was: site.formerly,
        })),
        ...catalogue.services.map((service) => ({
          id: service.id,
          path: named([service.siteId], service.name),
          retired: service.retiredOn,
          was: service.formerly,
        })),
        ...catalogue.destinations.map((unit) => ({
          id: unit.id,
          path: named([unit.siteId, unit.serviceId], unit.name),
          retired: unit.retiredOn,
          was: unit.formerly,
        })),
      ];
      return (
        places
          // A place is found by what it was called too, and says so.
          .map((place) => {
            const former = (place.was ?? [])
              .map(({ name }) => ({ name, score: fuzzyScore(name, text) }))
              .toSorted((one, other) => other.score - one.score)[0];
            const score = fuzzyScore(place.path, text);
            const byFormer = former !== undefined && former.score >= 60 && score < 60;
            return {
              place: byFormer ? { ...place, path: w.formerly(place.path, former.name) } : place,
              score: place.retired ? 0 : byFormer ? former.score : score,
            };
          })
          .filter(({ score }) => score >= 60)
          .toSorted((one, other) => other.score - one.score)
          .slice(0, most)
          .map(({ place }) => go("place", place.id, { words: w.place(place.path), href: `/milieux/${place.id}` }))
      );
    });

  const answers = await Promise.allSettled(lists.map((list) => list()));
  return answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
}
