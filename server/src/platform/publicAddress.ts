import { BlockList, isIP, isIPv4 } from 'node:net';

/** IPv4 that is not the public internet (IANA special-purpose registry), and addresses at which clouds answer their own machines. */
const NOT_PUBLIC_4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT; a cloud's metadata too
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // public by its number, answered by the cloud's host
  ['169.254.0.0', 16], // link-local, and most clouds' metadata
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments; a cloud's metadata too
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
];

/** Of IPv6 only global unicast counts, which leaves out loopback, link-local, unique local, multicast, IPv4-mapped and NAT64 at once. */
const GLOBAL_UNICAST_6 = ['2000::', 3] as const;

/** Within it: tunnels and ranges that carry an IPv4 address inside, benchmarks, documentation. */
const NOT_PUBLIC_6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const refused = new BlockList();
for (const [network, prefix] of NOT_PUBLIC_4) refused.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of NOT_PUBLIC_6) refused.addSubnet(network, prefix, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet(...GLOBAL_UNICAST_6, 'ipv6');

/** Whether an IP address is one of the public internet, so that nothing behind our own walls is reached by it. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (isIPv4(address)) return !refused.check(address, 'ipv4');
  return globalUnicast.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** What a machine answers of itself or its cloud, keys among it: no setting lets anything be sent there. */
const machineOnly = new BlockList();
machineOnly.addSubnet('169.254.0.0', 16, 'ipv4');
for (const address of ['168.63.129.16', '100.100.100.200', '192.0.0.192']) machineOnly.addAddress(address, 'ipv4');
machineOnly.addSubnet('fe80::', 10, 'ipv6');
machineOnly.addAddress('fd00:ec2::254', 'ipv6');

const isIn = (list: BlockList, address: string): boolean => list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');

/** Whether an IP address is this machine itself. */
export const isLoopbackAddress = (address: string): boolean => isIP(address) !== 0 && isIn(loopback, address);

/** Whether an IP address is link-local, or one at which a cloud tells a machine about itself. */
export const isMachineAddress = (address: string): boolean => isIP(address) !== 0 && isIn(machineOnly, address);
