import { PersonPanel } from "#ui/people/person-panel.tsx";

export default function Route() {
  return <PersonPanel />;
}
