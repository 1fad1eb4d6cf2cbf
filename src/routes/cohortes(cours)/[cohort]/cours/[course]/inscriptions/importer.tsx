import { useParams } from "@solidjs/router";
import { ImportScreen } from "#ui/import/import-screen.tsx";

export default function Route() {
  const params = useParams<{ course: string }>();
  return <ImportScreen cohortCourseId={params.course} />;
}
