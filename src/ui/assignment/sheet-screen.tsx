import { Show, splitProps } from "solid-js";
import type { Id } from "#domain/id.ts";
import { Screen, type ScreenProps } from "#ui/frame/screen.tsx";
import { useLanguage } from "#ui/language.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { writeTerm } from "#words/programme.ts";
import { AssignmentTabs } from "./assignment-tabs.tsx";

/** Whose sheet it is, as every question about one answers. */
export interface SheetHead {
  id: Id;
  cohortId: Id;
  cohort: string;
  cohortCourseId: Id;
  course: string;
  term: string;
}

/** One of the screens of a sheet's assignment: where it is, and the tabs to the others. `within`: a screen of the sheet it lies under. */
export function SheetScreen(props: Omit<ScreenProps, "crumbs" | "bar"> & { head: SheetHead; within?: { label: string; href: string } }) {
  const { language } = useLanguage();
  const [own, screen] = splitProps(props, ["head", "within"]);
  return (
    <Screen
      {...screen}
      crumbs={[
        { label: own.head.cohort, href: `/cohortes/${own.head.cohortId}` },
        { label: own.head.course },
        { label: writeTerm(own.head.term, language()) },
        ...(own.within ? [own.within] : []),
      ]}
      bar={<AssignmentTabs worksheetId={own.head.id} cohortId={own.head.cohortId} cohortCourseId={own.head.cohortCourseId} />}
    />
  );
}

/** Until it is known whose: the skeleton, or why there is no answer. */
export function WaitingScreen(props: {
  title: string;
  width?: "full" | "narrow";
  query: { readonly isError: boolean; readonly error: unknown; refetch(): unknown };
}) {
  return (
    <Screen title={props.title} width={props.width ?? "full"}>
      <Show when={props.query.isError} fallback={<Skeleton rows={8} />}>
        <Mishap error={props.query.error} retry={() => void props.query.refetch()} />
      </Show>
    </Screen>
  );
}
