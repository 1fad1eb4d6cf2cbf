import { useParams } from "@solidjs/router";
import { WorksheetScreen } from "#ui/worksheet/worksheet-screen.tsx";

export default function Route() {
  const params = useParams<{ id: string }>();
  return <WorksheetScreen id={params.id} />;
}
