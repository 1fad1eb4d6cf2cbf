/** A person of the demo, over HTTP as a page is: the cookie, questions and commands. */
export async function enter(url: string, name: string) {
  const ask = async (path: string, input: unknown, cookie = "") => {
    const answer = await fetch(`${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: { cookie } });
    return ((await answer.json()) as { result: { data: unknown } }).result.data;
  };
  const roles = (await ask("account.demoRoles", {})) as { id: string; name: string }[];
  const role = roles.find((one) => one.name === name);
  const headers = { "content-type": "application/json", origin: url };
  const entered = await fetch(`${url}/trpc/account.enterDemo`, { method: "POST", headers, body: JSON.stringify({ roleId: role?.id }) });
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  return {
    cookie,
    ask: (path: string, input: unknown) => ask(path, input, cookie),
    async tell<Answer>(path: string, input: unknown): Promise<Answer> {
      const answer = await fetch(`${url}/trpc/${path}`, { method: "POST", headers: { ...headers, cookie }, body: JSON.stringify(input) });
      if (!answer.ok) throw new Error(await answer.text());
      return ((await answer.json()) as { result: { data: Answer } }).result.data;
    },
  };
}

export type Entered = Awaited<ReturnType<typeof enter>>;
