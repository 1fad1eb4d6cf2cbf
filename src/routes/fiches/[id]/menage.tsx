import { useParams } from "@solidjs/router";
import { CleanUpScreen } from "#ui/assignment/clean-up-screen.tsx";

export default function Route() {
  const params = useParams<{ id: string }>();
  return <CleanUpScreen worksheetId={params.id} />;
}
