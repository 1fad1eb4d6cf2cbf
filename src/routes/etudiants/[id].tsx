import { RegisterPanel } from "#ui/student/register-screen.tsx";

export default function Route() {
  return <RegisterPanel />;
}
