import { createMemo, createSignal, For } from "solid-js";
import LogIn from "lucide-solid/icons/log-in";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { colourOf } from "#domain/person-colour.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { roleWords } from "#words/role.ts";

type DemoRole = Outputs["account"]["demoRoles"][number];

/** The people of the demo world, by organisation: one click enters as one of them. */
export function DemoRoles(props: { roles: readonly DemoRole[]; to: string }) {
  const roleNames = useWords(roleWords);
  const failure = useFailure();
  const [entering, setEntering] = createSignal<string | null>(null);
  const [error, setError] = createSignal<string | null>(null);
  /** Those who send on the left, those who receive on the right: the two windows to open. */
  const columns = createMemo(() =>
    [props.roles.filter((role) => role.agencyKind !== "receiving"), props.roles.filter((role) => role.agencyKind === "receiving")].map(
      (roles) => [...Map.groupBy(roles, (role) => role.agencyName)],
    ),
  );

  const enter = async (role: DemoRole) => {
    if (entering()) return;
    setEntering(role.id);
    setError(null);
    try {
      await api.account.enterDemo.mutate({ roleId: role.id });
      window.location.assign(props.to);
    } catch (cause) {
      setError(failure.sentence(cause));
      setEntering(null);
    }
  };

  return (
    <div class="flex flex-col gap-5">
      {error() === null ? null : <Notice kind="danger">{error()}</Notice>}
      <div class="grid items-start gap-x-6 gap-y-5 md:grid-cols-2">
        <For each={columns()}>
          {(agencies) => (
            <div class="flex min-w-0 flex-col gap-5">
              <For each={agencies}>
                {([agency, roles]) => (
                  <section class="flex min-w-0 flex-col gap-1.5">
                    <h2 class="text-sm font-semibold">{agency}</h2>
                    <ul class="flex flex-col gap-1.5">
                      <For each={roles}>
                        {(role) => (
                          <li>
                            <button
                              type="button"
                              class="group flex w-full items-center gap-3 rounded-lg border border-line bg-surface px-3 py-2 text-left transition-colors hover:border-accent hover:bg-accent-soft aria-disabled:opacity-60"
                              aria-busy={entering() === role.id}
                              aria-disabled={entering() !== null}
                              onClick={() => void enter(role)}
                            >
                              <span aria-hidden="true">
                                <Avatar name={role.name} colour={colourOf(role.id)} />
                              </span>
                              <span class="min-w-0 flex-1">
                                <span class="block truncate text-sm font-medium">{role.name}</span>
                                <span class="block text-xs text-muted">{roleNames()[role.kind]}</span>
                              </span>
                              <LogIn size={16} class="shrink-0 text-faint group-hover:text-accent" aria-hidden="true" />
                            </button>
                          </li>
                        )}
                      </For>
                    </ul>
                  </section>
                )}
              </For>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}
