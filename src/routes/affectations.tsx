import { AssignmentListScreen } from "#ui/assignment/assignment-list-screen.tsx";

export default function Route() {
  return <AssignmentListScreen />;
}
