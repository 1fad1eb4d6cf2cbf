/** The list alone: no record is open beside it. */
export default function Route() {
  return <></>;
}
