import { useQuery } from "@tanstack/solid-query";
import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { Show, Suspense } from "solid-js";
import GraduationCap from "lucide-solid/icons/graduation-cap";
import CalendarRange from "lucide-solid/icons/calendar-range";
import Plus from "lucide-solid/icons/plus";
import { programmeName } from "#domain/programme.ts";
import { api } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { DataList } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { programmeWords } from "#words/programme.ts";
import { ProgrammeForm } from "./programme-form.tsx";
import { ProgrammePanel } from "./programme-panel.tsx";

/** `/programmes` and `/programmes/:id`: the school's programmes, with the courses of one beside the list. */
export function ProgrammeScreen() {
  const w = useWords(programmeWords);
  const params = useParams<{ id?: string }>();
  const [search] = useSearchParams<{ vue?: string; cours?: string }>();
  const navigate = useNavigate();
  const list = useQuery(() => ({ queryKey: ["programme", "list"], queryFn: () => api.programme.list.query() }));
  const go = (path: string) => navigate(path, { scroll: false });
  const mayAdd = () => Boolean(list.data?.may.add);
  useCommands(() => [
    { id: "programme-add", words: w().add, keys: "n", disabled: !mayAdd(), run: () => go("/programmes?vue=ajouter"), group: "here" },
  ]);
  // Nothing at all when there is none: an empty `<Show>` is a piece of page in the browser and none on the server.
  const addButton = () =>
    mayAdd() ? (
      <Button kind="primary" icon={<Plus size={15} aria-hidden="true" />} onClick={() => go("/programmes?vue=ajouter")}>
        {w().add}
      </Button>
    ) : undefined;
  return (
    <Screen
      title={w().title}
      fill
      actions={
        <>
          <ButtonLink href="/sessions" icon={<CalendarRange size={15} aria-hidden="true" />}>
            {w().terms}
          </ButtonLink>
          {addButton()}
        </>
      }
    >
      <Show when={list.data} fallback={<Skeleton rows={8} />}>
        {(data) => (
          <DataList
            label={w().list}
            rows={data().programmes}
            rowKey={(row) => row.id}
            rowLabel={(row) => row.name}
            href={(row) => `/programmes/${row.id}`}
            current={params.id ?? null}
            dimmed={(row) => row.retired}
            columns={[
              { key: "name", header: w().columns.name, cell: (row) => programmeName(row) },
              { key: "short", header: w().columns.shortName, cell: (row) => row.shortName, width: "w-36", from: "md" },
              { key: "department", header: w().columns.department, cell: (row) => row.departmentName ?? "", width: "w-56", from: "lg" },
              { key: "courses", header: w().columns.courses, cell: (row) => String(row.courses), width: "w-20", align: "end" },
              { key: "cohorts", header: w().columns.cohorts, cell: (row) => String(row.cohorts), width: "w-36", align: "end", from: "sm" },
              {
                key: "state",
                header: w().columns.state,
                cell: (row) => (row.retired ? w().retired : row.isUser ? w().active : w().nonUser),
                width: "w-44",
                from: "lg",
              },
            ]}
            empty={
              <EmptyState
                icon={<GraduationCap size={24} />}
                title={w().empty}
                text={mayAdd() ? w().emptyText : w().emptyReader}
                action={addButton()}
              />
            }
          />
        )}
      </Show>
      <Show when={params.id} keyed>
        {(id) => (
          <ProgrammePanel
            id={id}
            view={search.vue ?? ""}
            courseId={search.cours ?? null}
            onView={(view) => go(`/programmes/${id}${view === "" ? "" : `?${view}`}`)}
            onClose={() => go("/programmes")}
          />
        )}
      </Show>
      <Show when={!params.id && search.vue === "ajouter" && mayAdd()}>
        <SidePanel title={w().newTitle} onClose={() => go("/programmes")}>
          <Suspense fallback={<Skeleton rows={5} />}>
            <ProgrammeForm programme={null} onDone={(id) => go(`/programmes/${id}`)} onCancel={() => go("/programmes")} />
          </Suspense>
        </SidePanel>
      </Show>
    </Screen>
  );
}
