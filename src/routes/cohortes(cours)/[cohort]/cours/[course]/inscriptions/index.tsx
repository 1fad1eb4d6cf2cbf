import { useParams } from "@solidjs/router";
import { EnrolmentScreen } from "#ui/enrolment/enrolment-screen.tsx";

export default function Route() {
  const params = useParams<{ course: string }>();
  return <EnrolmentScreen cohortCourseId={params.course} />;
}
