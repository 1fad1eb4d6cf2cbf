import { useParams } from "@solidjs/router";
import { MatchingScreen } from "#ui/matching/matching-screen.tsx";

export default function Route() {
  const params = useParams<{ id: string }>();
  return <MatchingScreen worksheetId={params.id} />;
}
