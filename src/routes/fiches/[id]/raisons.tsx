import { useParams, useSearchParams } from "@solidjs/router";
import { ReasonScreen } from "#ui/matching/reason-screen.tsx";

export default function Route() {
  const params = useParams<{ id: string }>();
  const [search] = useSearchParams<{ etudiant: string; solution: string }>();
  return <ReasonScreen worksheetId={params.id} studentId={search.etudiant ?? null} solutionId={search.solution ?? null} />;
}
