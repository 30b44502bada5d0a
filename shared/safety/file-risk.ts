/**
 * program: it runs. script: so does what opens it. shortcut: it starts something else. macro: an office file that holds programs. disguised: it
 * runs, and its name hides that. page: it opens in the browser and can ask for a password there. container: a disk image or a rare archive, which
 * mail scanners do not look into. test: the string that scanners are tried with (EICAR, Anti-Malware Testfile).
 */
export const fileRisks = ['disguised', 'program', 'script', 'shortcut', 'macro', 'page', 'container', 'test'] as const
export type FileRisk = (typeof fileRisks)[number]

const words = (text: string) => new Set(text.split(' '))

/** By ending, what the three desktop systems do on opening: Microsoft's list of blocked attachments (Outlook), and the same for the others. */
const endings: readonly [FileRisk, ReadonlySet<string>][] = [
  [
    'program',
    words(
      'exe com scr pif cpl dll msi msp mst msix appx gadget application apk app dmg pkg deb rpm appimage run bin jar elf sys drv ocx xll wll',
    ),
  ],
  [
    'script',
    words(
      'bat cmd ps1 ps1xml ps2 psc1 psm1 psd1 vb vbs vbe vbp js jse mjs ws wsf wsc wsh sct hta msc reg inf scf sh bash zsh csh command tool py pyw pyz pl rb lua scpt applescript workflow action chm hlp mht mhtml msh msh1 msh2',
    ),
  ],
  ['shortcut', words('lnk url desktop webloc inetloc fileloc website library-ms search-ms settingcontent-ms appref-ms rdp ica terminal')],
  ['macro', words('docm dotm xlsm xltm xlam xlsb xla pptm potm ppam ppsm sldm accdb accde mdb mde ade adp slk iqy wiz one')],
  ['page', words('html htm xhtml shtml xht svg svgz swf')],
  ['container', words('iso img vhd vhdx udf cab ace arj wim')],
]

/** Endings that people take for harmless: one of them before the real one is a disguise. */
const harmless = words('pdf doc docx xls xlsx ppt pptx txt rtf csv jpg jpeg png gif bmp tif tiff webp mp3 mp4 wav avi mov zip eml htm html')

/**
 * What a file could do to who opens it. `name` as the message gives it, `bytes` its beginning and end where they are to hand.
 * Undefined when nothing is known against it, which does not make it harmless.
 */
export function fileRisk(name: string, type: string, bytes: Uint8Array = new Uint8Array()): FileRisk | undefined {
  const seen = name.replace(/[\p{Cf}\p{Cc}]/gu, '').replace(/(?<![\s.])[\s.]+$/u, '')
  const parts = seen.toLowerCase().split('.')
  const ending = parts.length > 1 ? (parts.at(-1) ?? '').trim() : ''
  const risk = byContent(bytes) ?? endings.find(([, known]) => known.has(ending))?.[0] ?? byType(type)
  if (risk === undefined || risk === 'test') return risk
  const runs = risk === 'program' || risk === 'script' || risk === 'shortcut'
  const inFront = parts.length > 2 && harmless.has((parts.at(-2) ?? '').trim())
  const other = runs && harmless.has(ending)
  const turned = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(name)
  const pushed = /(?<=\s{4})\.?\w+$/u.test(seen)
  return runs && (inFront || other || turned || pushed) ? 'disguised' : risk
}

/** Beginnings: PE, ELF, Mach-O and Java classes, a Windows shortcut (MS-SHLLINK section 2.1), a script's interpreter. */
const beginnings: readonly [string, FileRisk][] = [
  ['MZ', 'program'],
  ['\x7fELF', 'program'],
  ['\xcf\xfa\xed\xfe', 'program'],
  ['\xce\xfa\xed\xfe', 'program'],
  ['\xca\xfe\xba\xbe', 'program'],
  ['L\0\0\0\x01\x14\x02\0', 'shortcut'],
  ['#!/', 'script'],
  ['#! /', 'script'],
]

/** Programs in an office file: a zip that names them (ECMA-376), a compound file with a storage of that name (MS-OVBA section 2.2.1). */
function byContent(bytes: Uint8Array): FileRisk | undefined {
  const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('')
  if (text.includes('EICAR-STANDARD-ANTIVIRUS-TEST-FILE')) return 'test'
  const begun = beginnings.find(([beginning]) => text.startsWith(beginning))
  if (begun) return begun[1]
  if (text.startsWith('PK') && /vbaProject\.bin|macrosheets\//i.test(text)) return 'macro'
  if (text.startsWith('\xd0\xcf\x11\xe0') && text.includes([...'_VBA_PROJECT'].join('\0'))) return 'macro'
  return undefined
}

function byType(type: string): FileRisk | undefined {
  if (
    /^application\/(?:x-(?:ms)?dos(?:exec|-program)|x-msdownload|x-executable|vnd\.microsoft\.portable-executable|java-archive|x-sh)/i.test(
      type,
    )
  )
    return 'program'
  if (/macroenabled/i.test(type)) return 'macro'
  if (/^(?:text\/html|image\/svg\+xml|application\/xhtml\+xml)/i.test(type)) return 'page'
  return undefined
}
