/**
 * What of others is in the app: out/bill/LICENSES.hilo.txt with every licence, and out/bill/sbom.cdx.json (CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/).
 * Everything that what we import needs, as package-lock.json has it: what the bundler left out of it is listed too.
 */
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './prepare.mjs'

/** Licences that may be shipped with the app: all let anybody use it, with their text beside it. */
const allowed =
  /^\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|Python-2\.0|CC0-1\.0|Unlicense|WTFPL|Zlib)( (OR|AND) .*)?\)?$/

/** Packages by name, each once per version, sorted. Throws for a licence that may not be shipped. */
export function shipped() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const own = packages['']
  // The window's libraries stand among those for development: it is bundled before it is packed.
  const text = globSync('renderer/**/*.{ts,tsx,css}', { cwd: root })
    .map(file => readFileSync(join(root, file), 'utf8'))
    .join('\n')
  const inWindow = Object.keys(own.devDependencies).filter(name => text.includes(`'${name}'`) || text.includes(`'${name}/`))
  const found = new Map()
  const add = (name, from) => {
    // The nearest one, as Node looks for it.
    const places = from.split('/node_modules/').map((_, index, parts) => parts.slice(0, parts.length - index).join('/node_modules/'))
    const path = [...places.map(place => `${place}/node_modules/${name}`), `node_modules/${name}`].find(each => each in packages)
    // Optional and not for this platform, or types that were erased.
    if (!path || found.has(path) || name.startsWith('@types/')) return
    const { version, license = oldLicence(path), integrity, dependencies = {}, optionalDependencies = {} } = packages[path]
    found.set(path, { name, version, license, integrity, path })
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) add(each, path)
  }
  for (const name of [...Object.keys(own.dependencies), ...inWindow]) add(name, '')
  const all = [...found.values()].sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version))
  const refused = all.filter(({ license }) => !allowed.test(license)).map(({ name, version, license }) => `${name} ${version}: ${license}`)
  if (refused.length > 0) throw new Error(`licences that may not be shipped:\n${refused.join('\n')}`)
  return all
}

/** Packages from before npm 2 have a list, which the lock file leaves out. */
function oldLicence(path) {
  const file = join(root, path, 'package.json')
  const { licenses = [] } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  return licenses.map(one => one.type).join(' OR ') || 'UNKNOWN'
}

function licences(all) {
  const texts = all.map(({ name, version, license, path }) => {
    const folder = join(root, path)
    const named = existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true }).filter(file => /^(licen[cs]e|copying|notice|third.party)/i.test(file.name))
      : []
    // What has several keeps them in a folder (https://reuse.software/spec).
    const files = named.flatMap(file =>
      file.isDirectory() ? readdirSync(join(folder, file.name)).map(one => join(file.name, one)) : file.name,
    )
    const text = files.map(file => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')
    return `${name} ${version} (${license})\n${'-'.repeat(60)}\n${text || `Licensed under ${license}.`}\n`
  })
  return `${readFileSync(join(root, 'LICENSE'), 'utf8').trim()}\n\n${'='.repeat(60)}\nHilo is made with:\n\n${texts.join('\n')}`
}

function bill(all) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const electron = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'))
  const component = one => ({
    type: 'library',
    'bom-ref': `pkg:npm/${one.name.replace('@', '%40')}@${one.version}`,
    name: one.name,
    version: one.version,
    purl: `pkg:npm/${one.name.replace('@', '%40')}@${one.version}`,
    licenses: [/[ (]/.test(one.license) ? { expression: one.license.replace(/^\((.*)\)$/, '$1') } : { license: { id: one.license } }],
    ...(one.integrity?.startsWith('sha512-') && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(one.integrity.slice(7), 'base64').toString('hex') }],
    }),
  })
  const components = [...all, { name: 'electron', version: electron.version, license: electron.license }].map(component)
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': name, name, version, licenses: [{ license: { id: license } }] } },
    // One package may lie at several places in one version.
    components: [...new Map(components.map(each => [each.purl, each])).values()],
  }
}

/** Writes both. */
export function writeBill() {
  const all = shipped()
  const folder = join(root, 'out', 'bill')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'LICENSES.hilo.txt'), licences(all))
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(bill(all), null, 2)}\n`)
}
