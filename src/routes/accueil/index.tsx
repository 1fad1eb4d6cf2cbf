/** The page alone: no record is open over it. */
export default function Route() {
  return <></>;
}
