import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Certificate } from './certificate.ts'
import { account, handOver } from './program.ts'

export interface DovecotSettings {
  home: string
  port: number
  tlsPort: number
  certificate: Certificate | undefined
  folders: Record<string, string>
  capabilities: string | undefined
  introspection: string | undefined
}

/** Settings of a Dovecot 2.3 (https://doc.dovecot.org/2.3/) that runs without root and keeps everything below `home`. */
export function dovecotConf({ home, port, tlsPort, certificate, folders, capabilities, introspection }: DovecotSettings): string {
  const { user, group } = account()
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${home}/run
state_dir = ${home}/state
instance_name = hilo-${port}
log_path = ${home}/log
default_login_user = ${user}
default_internal_user = ${user}
default_internal_group = ${group}
first_valid_uid = 0
first_valid_gid = 0
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login${introspection ? ' xoauth2 oauthbearer' : ''}
mail_max_userip_connections = 100
mail_fsync = never
mail_location = maildir:${home}/mail/%u:UTF-8
${capabilities ? `imap_capability = ${capabilities}` : ''}
${certificate ? `ssl = yes\nssl_cert = <${certificate.file}\nssl_key = <${certificate.key}` : 'ssl = no'}
${introspection ? oauth(home, introspection) : ''}
passdb {
  driver = passwd-file
  args = ${home}/users
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${home}/mail/%u allow_all_users=yes
}
service imap-login {
  chroot =
  service_count = 0
  client_limit = 1000
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = ${tlsPort === 0 ? 'no' : 'yes'}
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
namespace inbox {
  inbox = yes
  separator = /
${Object.entries(folders).map(mailbox).join('')}}
`
}

function mailbox([name, use]: [string, string]): string {
  return `  mailbox "${name}" {\n    auto = subscribe\n${use ? `    special_use = ${use}\n` : ''}  }\n`
}

function oauth(home: string, url: string): string {
  const file = join(home, 'oauth.conf.ext')
  writeFileSync(
    file,
    `introspection_mode = get\nintrospection_url = ${url}?token=\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n`,
  )
  handOver(file)
  return `passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${file}\n}`
}
