import { GuestScreen } from "#ui/guest/guest-screen.tsx";

export default function Route() {
  return <GuestScreen />;
}
