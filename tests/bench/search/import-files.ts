import { openApp } from '../../integration/support/open-app.ts'

/** Takes a folder of mail into a fresh store. */
export async function importFiles(folder: string, path: string): Promise<void> {
  const { app, client } = await openApp(folder)
  const events = await client.events()
  const { job: id } = await client.imports.start({ items: [{ path }], own: ['support@alba.example'] })
  for await (const event of events) if (event.type === 'import.progress' && event.job.id === id && event.job.endedAt !== undefined) break
  await app.close()
}
