import { useParams } from "@solidjs/router";
import { AssignmentScreen } from "#ui/assignment/assignment-screen.tsx";

export default function Route() {
  const params = useParams<{ id: string }>();
  return <AssignmentScreen worksheetId={params.id} />;
}
