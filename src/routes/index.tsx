import { HomeRedirect } from "#ui/account/home-redirect.tsx";

export default function Route() {
  return <HomeRedirect />;
}
