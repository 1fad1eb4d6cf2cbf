import { useQueryClient } from "@tanstack/solid-query";
import { api, type Inputs, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { contactWords } from "#words/contact.ts";

export type Contacts = NonNullable<Outputs["contact"]["of"]>;
export type ContactOf = NonNullable<Contacts["main"]>;
export type Named = Exclude<Inputs["contact"]["set"]["main"], null | undefined>;
type Change = Omit<Inputs["contact"]["set"], "placeId" | "saw">;

const sawOf = (of: Contacts): Inputs["contact"]["set"]["saw"] => ({
  main: of.main?.id ?? null,
  backups: of.backups.map(({ id }) => id),
  disciplines: of.disciplines.map(({ discipline, id }) => ({ discipline, personId: id })),
});

/** What is done with the contacts of a place; each can be taken back from its toast. True: it is done. */
export function useContactCommands(placeId: () => string, contacts: () => Contacts | undefined) {
  const w = useWords(contactWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all([queries.invalidateQueries({ queryKey: ["contact"] }), queries.invalidateQueries({ queryKey: ["catalogue", "place"] })]);
  const run = async (text: string, work: () => Promise<(() => Promise<unknown>) | null>): Promise<boolean> => {
    try {
      const back = await work();
      toast({ text, ...(back ? { action: { label: w().undo, run: () => void back().then(refresh).catch(failure.tell) } } : {}) });
      await refresh();
      return true;
    } catch (error) {
      failure.tell(error);
      await refresh();
      return false;
    }
  };
  const set = (change: Change) =>
    run(w().saved, async () => {
      const of = contacts();
      const { undo, now } = await api.contact.set.mutate({ placeId: placeId(), ...change, ...(of ? { saw: sawOf(of) } : {}) });
      return () => api.contact.set.mutate({ placeId: placeId(), ...undo, saw: now });
    });
  const named = (of: readonly { id: string }[]) => of.map(({ id }) => ({ id }));
  const disciplines = () => (contacts()?.disciplines ?? []).map(({ discipline, id }) => ({ discipline, contact: { id } }));
  return {
    main: (contact: Named | null) => set({ main: contact }),
    addBackup: (contact: Named) => set({ backups: [...named(contacts()?.backups ?? []), contact] }),
    removeBackup: (id: string) => set({ backups: named((contacts()?.backups ?? []).filter((one) => one.id !== id)) }),
    moveBackup: (id: string, by: -1 | 1) => {
      const order = named(contacts()?.backups ?? []);
      const at = order.findIndex((one) => one.id === id);
      const [one] = order.splice(at, 1);
      if (one) order.splice(at + by, 0, one);
      return set({ backups: order });
    },
    addDiscipline: (discipline: string, contact: Named) => set({ disciplines: [...disciplines(), { discipline, contact }] }),
    removeDiscipline: (discipline: string, id: string) =>
      set({ disciplines: disciplines().filter((one) => !(one.discipline === discipline && one.contact.id === id)) }),
    reach: (personId: string, reach: { email?: string | null; sharedEmail?: string | null; phone?: string | null; alerts?: boolean }) =>
      run(reach.alerts === undefined ? w().reachSaved : w().alertsSaved, async () => {
        const { undo } = await api.contact.setReach.mutate({ placeId: placeId(), personId, ...reach });
        const before = Object.fromEntries(Object.entries(undo).filter(([key]) => key in reach));
        return () => api.contact.setReach.mutate({ placeId: placeId(), personId, ...before });
      }),
    absent: (personId: string, absence: { startsOn: string; endsOn: string | null; delegateId: string | null }) =>
      run(w().absenceSaved, async () => {
        const { id } = await api.contact.absent.mutate({ placeId: placeId(), personId, ...absence });
        return () => api.contact.back.mutate({ placeId: placeId(), personId, absenceId: id });
      }),
    back: (personId: string, absenceId: string) =>
      run(w().backSaved, async () => {
        const { undo } = await api.contact.back.mutate({ placeId: placeId(), personId, absenceId });
        return () => api.contact.absent.mutate({ placeId: placeId(), personId, ...undo });
      }),
    giveAccess: (person: { id: string; name: string }, of: { email: string; language: "fr" | "en" }) =>
      run(w().given(person.name), async () => {
        const { undo } = await api.contact.giveAccess.mutate({ placeId: placeId(), personId: person.id, ...of });
        const { roleId, rights } = undo;
        return () => (rights ? api.people.changeRights.mutate({ roleId, rights }) : api.people.takeRole.mutate({ roleId }));
      }),
    enable: (person: { id: string; name: string }) =>
      run(w().enabled(person.name), async () => {
        await api.people.enable.mutate({ personId: person.id });
        return () => api.people.disable.mutate({ personId: person.id });
      }),
    inConcerto: () =>
      run(w().isBackInConcerto, async () => {
        await api.routing.setUnit.mutate({ unitId: placeId(), isUser: true });
        return () => api.routing.setUnit.mutate({ unitId: placeId(), isUser: false });
      }),
    service: (of: { redirects: "no" | "asked" | "unit"; unitId: string | null }) =>
      run(w().serviceSaved, async () => {
        const { undo } = await api.routing.setService.mutate({ serviceId: placeId(), ...of });
        return () => api.routing.setService.mutate({ serviceId: placeId(), ...undo });
      }),
  };
}
export type ContactCommands = ReturnType<typeof useContactCommands>;
