import { SignInScreen } from "#ui/account/sign-in-screen.tsx";

export default function Route() {
  return <SignInScreen />;
}
