import { RequestsPanel } from "#ui/supervision/requests-screen.tsx";

export default function Route() {
  return <RequestsPanel />;
}
