import type { Import } from './import-graph.ts'

/** A wall of the architecture: what crosses it is an import that `crosses` says yes to. */
interface Wall {
  says: string
  crosses: (edge: Import) => boolean
}

const isIn = (path: string, ...folders: string[]) => folders.some(folder => path.startsWith(`${folder}/`))
const isOurs = (target: string) => isIn(target, 'electron', 'renderer', 'shared', 'tests', 'scripts')
const isPackage = (target: string, ...names: string[]) =>
  names.some(name => target === `package:${name}` || target.startsWith(`package:${name}/`))

export const walls: Wall[] = [
  {
    says: 'only electron/shell imports electron',
    crosses: ({ file, target }) =>
      isPackage(target, 'electron', 'electron-store', 'electron-updater') && !isIn(file, 'electron/shell', 'tests'),
  },
  {
    says: 'shell and serve never import each other',
    crosses: ({ file, target }) =>
      (isIn(file, 'electron/shell') && isIn(target, 'electron/serve')) || (isIn(file, 'electron/serve') && isIn(target, 'electron/shell')),
  },
  {
    says: 'nothing but an entry point knows shell or serve',
    crosses: ({ file, target }) =>
      isIn(file, 'electron') && !isIn(file, 'electron/shell', 'electron/serve') && isIn(target, 'electron/shell', 'electron/serve'),
  },
  {
    says: 'renderer imports nothing of ours but shared, and no Node',
    crosses: ({ file, target }) =>
      isIn(file, 'renderer') && (target.startsWith('package:node:') || (isOurs(target) && !isIn(target, 'renderer', 'shared'))),
  },
  {
    says: 'only renderer/api knows how calls travel',
    crosses: ({ file, target }) =>
      isIn(file, 'renderer') &&
      !isIn(file, 'renderer/api') &&
      isPackage(target, '@orpc/client/websocket', '@orpc/client/message-port', 'ws'),
  },
  {
    says: 'the main process imports nothing of the window',
    crosses: ({ file, target }) => isIn(file, 'electron') && isIn(target, 'renderer'),
  },
  {
    says: 'shared imports nothing outside shared but libraries without any surroundings',
    crosses: ({ file, target }) =>
      isIn(file, 'shared') && !isIn(target, 'shared') && !isPackage(target, 'zod', '@orpc/contract', 'libphonenumber-js', 'opencc-js'),
  },
  {
    says: 'only electron/store opens the database',
    crosses: ({ file, target, typeOnly }) =>
      isPackage(target, 'better-sqlite3-multiple-ciphers', 'better-sqlite3') && !typeOnly && !isIn(file, 'electron/store'),
  },
  {
    says: 'connectors never touch the store',
    crosses: ({ file, target }) => isIn(file, 'electron/connectors') && isIn(target, 'electron/store'),
  },
  {
    says: 'linkage compares records alone: it imports nothing of ours but shared',
    crosses: ({ file, target }) => isIn(file, 'electron/linkage') && isOurs(target) && !isIn(target, 'electron/linkage', 'shared'),
  },
  {
    says: 'scripts run with nothing installed',
    crosses: ({ file, target }) => isIn(file, 'scripts') && !target.startsWith('package:node:') && !isIn(target, 'scripts'),
  },
]
