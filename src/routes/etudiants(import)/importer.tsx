import { ImportScreen } from "#ui/import/import-screen.tsx";

export default function Route() {
  return <ImportScreen cohortCourseId={null} />;
}
