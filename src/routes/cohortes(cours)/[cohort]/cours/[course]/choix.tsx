import { useParams } from "@solidjs/router";
import { ChoiceScreen } from "#ui/choice/choice-screen.tsx";

export default function Route() {
  const params = useParams<{ course: string }>();
  return <ChoiceScreen cohortCourseId={params.course} />;
}
