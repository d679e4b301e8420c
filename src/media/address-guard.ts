/** Tells addresses of the public internet from all others: what a dataset's URL, DNS or a redirect may lead to, and what not. */
import { BlockList, isIPv4 } from 'node:net';

/** IANA's special-purpose IPv4 addresses, less the few that are public. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by a carrier's customers
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local; here cloud machines keep their credentials
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays, withdrawn
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
];

/** The same for IPv6; some of these hold IPv4 addresses of their own. */
const SPECIAL_IPV6 = [
  '::/96', // unspecified, loopback, and the withdrawn IPv4-compatible form
  '64:ff9b:1::/48', // NAT64 for local use
  '100::/64', // discarded
  '100:0:0:1::/64', // dummy prefix
  '2001::/23', // protocol assignments, Teredo among them
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address of anyone's choice
  '3fff::/20', // documentation
  '5f00::/16', // segment routing
  'fc00::/7', // private
  'fe80::/10', // link-local
  'fec0::/10', // site-local, withdrawn
  'ff00::/8', // multicast
];

/** Prefixes of 96 bits behind which an IPv4 address stands: it counts as that address. */
const IPV4_IN_IPV6 = [
  '::ffff:', // mapped
  '::ffff:0:', // translated
  '64:ff9b::', // NAT64: public hosts are seen like this on networks without IPv4
];

/** All else is not given to anyone yet. */
const GLOBAL_UNICAST = '2000::/3';

const special = new BlockList();
const assigned = new BlockList();
for (const prefix of IPV4_IN_IPV6) assigned.addSubnet(`${prefix}0.0.0.0`, 96, 'ipv6');
assigned.addSubnet(...splitSubnet(GLOBAL_UNICAST), 'ipv6');
for (const [address, bits] of SPECIAL_IPV4.map(splitSubnet)) {
  special.addSubnet(address, bits, 'ipv4');
  for (const prefix of IPV4_IN_IPV6) special.addSubnet(`${prefix}${address}`, 96 + bits, 'ipv6');
}
for (const [address, bits] of SPECIAL_IPV6.map(splitSubnet)) special.addSubnet(address, bits, 'ipv6');

function splitSubnet(subnet: string): [address: string, bits: number] {
  const slash = subnet.indexOf('/');
  return [subnet.slice(0, slash), Number(subnet.slice(slash + 1))];
}

/** Whether an address (IPv4, or IPv6 without brackets) is of the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4');
  // A zone (`fe80::1%eth0`) names an interface of this machine, and BlockList cannot read it.
  return !address.includes('%') && assigned.check(address, 'ipv6') && !special.check(address, 'ipv6');
}
