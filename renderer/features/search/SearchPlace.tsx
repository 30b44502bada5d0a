export function SearchPlace() {
  return <div />
}
