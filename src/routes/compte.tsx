import { AccountScreen } from "#ui/account/account-screen.tsx";

export default function Route() {
  return <AccountScreen />;
}
