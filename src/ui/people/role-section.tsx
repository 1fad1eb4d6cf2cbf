import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { rightsOf } from "#domain/role.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useMe } from "#ui/frame/me.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { peopleWords } from "#words/people.ts";
import { roleWords } from "#words/role.ts";
import { CopyRolesDialog } from "./copy-roles-dialog.tsx";
import { PanelSection, type OpenPerson } from "./person-panel.tsx";
import { RoleDialog, type HeldRole } from "./role-dialog.tsx";

type Asking = { what: "none" | "give" | "copy" } | { what: "change"; role: HeldRole };

/** The roles of a person and what each covers. */
export function RoleSection(props: { of: OpenPerson }) {
  const w = useWords(peopleWords);
  const roleNames = useWords(roleWords);
  const queries = useQueryClient();
  const failure = useFailure();
  const me = useMe();
  const [asking, ask] = createSignal<Asking>({ what: "none" });
  const agencyKind = () => me.data?.actor?.agencyKind ?? "both";
  const changing = () => {
    const now = asking();
    return now.what === "change" ? now.role : null;
  };

  const run = async (work: () => Promise<unknown>, said: string, undo?: () => Promise<unknown>) => {
    try {
      await work();
      toast({ text: said, ...(undo ? { action: { label: w().access.undo, run: () => void run(undo, w().roles.given) } } : {}) });
    } catch (error) {
      failure.tell(error);
    } finally {
      await queries.invalidateQueries({ queryKey: ["people"] });
    }
  };
  const take = (role: HeldRole) => {
    const { kind, everything, programmes, sites, services, destinations, withNames = true } = role;
    const rights = { everything, programmes, sites, services, destinations, withNames };
    const back = () => api.people.giveRole.mutate({ personId: props.of.id, kind, rights });
    // The last role closes the access; giving it back then goes through an invitation.
    return run(() => api.people.takeRole.mutate({ roleId: role.id }), w().roles.taken, props.of.roles.length > 1 ? back : undefined);
  };
  const coverage = (role: HeldRole): string => (role.withNames === false ? `${area(role)}, ${w().rights.nameless}` : area(role));
  const area = (role: HeldRole): string => {
    if (role.everything || rightsOf(role.kind, agencyKind()) === "none") return w().roles.everything;
    const places = role.sites.length + role.services.length + role.destinations.length;
    return [role.programmes.length > 0 ? w().roles.programmes(role.programmes.length) : "", places > 0 ? w().roles.places(places) : ""]
      .filter(Boolean)
      .join(", ");
  };

  return (
    <Show when={props.of.roles.length > 0 || props.of.may.giveRole}>
      <PanelSection
        title={w().roles.title}
        actions={
          <Show when={props.of.may.giveRole}>
            <span class="flex items-center gap-1.5">
              <Button size="sm" kind="quiet" onClick={() => ask({ what: "copy" })}>
                {w().roles.copy}
              </Button>
              <Button size="sm" onClick={() => ask({ what: "give" })}>
                {w().roles.give}
              </Button>
            </span>
          </Show>
        }
      >
        <For each={props.of.warnings}>
          {(warning) => (
            <Notice kind="warn" quiet>
              {w().roles.warning[warning]}
            </Notice>
          )}
        </For>
        <ul class="divide-y divide-line rounded-lg border border-line">
          <For each={props.of.roles} fallback={<li class="px-3 py-2.5 text-sm text-muted">{w().roles.none}</li>}>
            {(role) => (
              <li class="flex items-center gap-3 px-3 py-2">
                <span class="min-w-0 flex-1">
                  <span class="block text-sm font-medium">{roleNames()[role.kind]}</span>
                  <span class="block text-xs text-muted">{coverage(role)}</span>
                </span>
                <Show when={role.may.take}>
                  <Menu
                    label={`${w().access.more}, ${roleNames()[role.kind]}`}
                    size="sm"
                    kind="quiet"
                    trigger={<Ellipsis size={16} aria-hidden="true" />}
                    items={[
                      ...(rightsOf(role.kind, agencyKind()) === "none"
                        ? []
                        : [{ id: "change", label: w().roles.change, run: () => ask({ what: "change", role }) }]),
                      { id: "take", label: w().roles.take, danger: true, run: () => void take(role) },
                    ]}
                  />
                </Show>
              </li>
            )}
          </For>
        </ul>
        <RoleDialog
          of={props.of}
          role={changing()}
          open={asking().what === "give" || asking().what === "change"}
          onClose={() => ask({ what: "none" })}
        />
        <CopyRolesDialog
          of={props.of}
          open={asking().what === "copy"}
          onCopy={(fromPersonId) => {
            ask({ what: "none" });
            void run(() => api.people.copyRoles.mutate({ personId: props.of.id, fromPersonId }), w().roles.copied);
          }}
          onClose={() => ask({ what: "none" })}
        />
      </PanelSection>
    </Show>
  );
}
