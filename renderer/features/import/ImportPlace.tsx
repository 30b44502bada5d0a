export function ImportPlace() {
  return <div />
}
