import { useParams } from "@solidjs/router";
import { SwapScreen } from "#ui/matching/swap-screen.tsx";

export default function Route() {
  const params = useParams<{ id: string }>();
  return <SwapScreen worksheetId={params.id} />;
}
