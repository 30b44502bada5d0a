import type { WorkspaceView } from '#shared/contract/workspace.ts'
export function SettingsPlace({ workspace }: { workspace: WorkspaceView }) {
  return <div data-folder={workspace.folder} />
}
