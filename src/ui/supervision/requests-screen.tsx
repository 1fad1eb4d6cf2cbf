import { useNavigate, useParams } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { useMe } from "#ui/frame/me.ts";
import { InboxPanel, InboxScreen } from "#ui/inbox/inbox-screen.tsx";
import { useMoves } from "#ui/request/moves.tsx";
import { RequestPanel } from "#ui/request/request-panel.tsx";
import { MyPlacesScreen } from "./my-places.tsx";

const useSupervises = () => {
  const me = useMe();
  return () => me.data?.actor?.kind === "supervisor";
};

/** `/demandes`: what an organisation or a unit was sent; to a supervisor, her own placements. */
export function RequestsScreen(props: { children?: JSX.Element }) {
  const supervises = useSupervises();
  return (
    <Show when={supervises()} fallback={<InboxScreen>{props.children}</InboxScreen>}>
      <MyPlacesScreen>{props.children}</MyPlacesScreen>
    </Show>
  );
}

/** `/demandes/:id`: one of them, over the list. */
export function RequestsPanel() {
  const supervises = useSupervises();
  return (
    <Show when={supervises()} fallback={<InboxPanel />}>
      <MyPlacePanel />
    </Show>
  );
}

function MyPlacePanel() {
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const moves = useMoves();
  return <RequestPanel id={params.id} moves={moves} onClose={() => navigate("/demandes", { scroll: false })} />;
}
