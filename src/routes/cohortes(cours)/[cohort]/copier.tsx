import { useParams } from "@solidjs/router";
import { CopyScreen } from "#ui/cohort/copy-screen.tsx";

export default function Route() {
  const params = useParams<{ cohort: string }>();
  return <CopyScreen id={params.cohort} />;
}
