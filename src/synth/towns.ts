/** Where photos are taken: towns with their real place names, position and the places that hold them. */
import { encode } from '../core/url-encoding.js';
import { scramble } from './random.js';
import type { Language } from './text.js';

/** One town, its places ready to be written. */
export interface Town {
  readonly latitude: number;
  readonly longitude: number;
  /** What people there write in, beside English. */
  readonly language: Language;
  /** Form-URL-encoded lower-case tags: town, region, country. */
  readonly tags: readonly string[];
  /** Form-URL-encoded names of the town and the country. */
  readonly name: string;
  readonly country: string;
  /** The `woeid:name:type` items from the town on, fine to coarse, one entry a level; Timezone is the last. */
  readonly levels: readonly string[];
}

/** `Country|woeid|timezone|language`, then a line a region: `Region|type|County=type or nothing|Town lat lon;Town lat lon`. */
const GAZETTEER = `
#United States|23424977|America/New_York|english
New York|State|New York=County|New York 40.7146 -74.0071;Brooklyn 40.6922 -73.9902
Massachusetts|State|Suffolk=County|Boston 42.3586 -71.0567;Cambridge 42.3751 -71.1056
Florida|State|Monroe=County|Key West 24.5505 -81.8009;Marathon 24.7137 -81.0904
District of Columbia|State|District Of Columbia=County|Washington 38.8991 -77.0290
Pennsylvania|State|Philadelphia=County|Philadelphia 39.9523 -75.1624
#United States|23424977|America/Chicago|english
Illinois|State|Cook=County|Chicago 41.8842 -87.6324;Evanston 42.0456 -87.6885
Texas|State|Travis=County|Austin 30.2676 -97.7430;Lakeway 30.3638 -97.9795
Louisiana|State|Orleans=County|New Orleans 29.9537 -90.0778
Minnesota|State|Hennepin=County|Minneapolis 44.9790 -93.2649
#United States|23424977|America/Los_Angeles|english
California|State|San Francisco=County|San Francisco 37.7771 -122.4196
California|State|Los Angeles=County|Los Angeles 34.0535 -118.2453;Pasadena 34.1472 -118.1449
California|State|Mariposa=County|Yosemite Village 37.7463 -119.5896
Washington|State|King=County|Seattle 47.6036 -122.3294;Bellevue 47.6144 -122.1937
Oregon|State|Multnomah=County|Portland 45.5118 -122.6756
Nevada|State|Clark=County|Las Vegas 36.1719 -115.1400
#United States|23424977|Pacific/Honolulu|english
Hawaii|State|Honolulu=County|Honolulu 21.3050 -157.8577;Kailua 21.4022 -157.7394
#Canada|23424775|America/Toronto|english
Ontario|Province|Toronto=District|Toronto 43.6486 -79.3854
Quebec|Province|Montréal=District|Montréal 45.5123 -73.5547;Québec 46.8139 -71.2080
#Canada|23424775|America/Vancouver|english
British Columbia|Province||Vancouver 49.2604 -123.1140;Whistler 50.1163 -122.9574
#United Kingdom|23424975|Europe/London|english
England|Country|Greater London=County|London 51.5063 -0.1271;Croydon 51.3763 -0.0982
England|Country|East Sussex=County|Brighton 50.8284 -0.1394;Lewes 50.8739 0.0088
England|Country|Greater Manchester=County|Manchester 53.4796 -2.2488
Scotland|Country|City of Edinburgh=County|Edinburgh 55.9502 -3.1875
Wales|Country|Gwynedd=County|Caernarfon 53.1394 -4.2739
#Ireland|23424803|Europe/Dublin|english
Galway|County||Lettershea 53.4640 -10.0950;Galway 53.2707 -9.0568
Dublin|County||Dublin 53.3441 -6.2675
#France|23424819|Europe/Paris|latin
Île-de-France|Region|Paris=Department|Paris 48.8569 2.3412
Provence-Alpes-Côte d'Azur|Region|Bouches-du-Rhône=Department|Marseille 43.2934 5.3713;Arles 43.6777 4.6309
Bretagne|Region|Finistère=Department|Brest 48.3904 -4.4869
#Germany|23424829|Europe/Berlin|latin
Berlin|State|Berlin=County|Berlin 52.5161 13.3770
Bavaria|State|München=County|München 48.1364 11.5775
Hamburg|State|Hamburg=County|Hamburg 53.5533 9.9925
North Rhine-Westphalia|State|Köln=County|Köln 50.9416 6.9552
#Spain|23424950|Europe/Madrid|latin
Catalonia|Autonomous Community|Barcelona=Province|Barcelona 41.3856 2.1687;Girona 41.9826 2.8242
Madrid|Autonomous Community|Madrid=Province|Madrid 40.4203 -3.7058
Andalucía|Autonomous Community|Cádiz=Province|Cádiz 36.5294 -6.2927
#Portugal|23424925|Europe/Lisbon|latin
Lisboa|District|Lisbon=Municipality|Lisbon 38.7257 -9.1500
#Italy|23424853|Europe/Rome|latin
Lazio|Region|Rome=Province|Rome 41.9031 12.4958
Toscana|Region|Florence=Province|Florence 43.7824 11.2550;Fiesole 43.8069 11.2940
Veneto|Region|Venice=Province|Venice 45.4382 12.3186
#Switzerland|23424957|Europe/Zurich|latin
Zürich|Canton|Zürich=District|Zürich 47.3768 8.5402
#Austria|23424750|Europe/Vienna|latin
Vienna|State||Vienna 48.2025 16.3688
#Netherlands|23424909|Europe/Amsterdam|latin
North Holland|Province|Amsterdam=Municipality|Amsterdam 52.3731 4.8932
#Belgium|23424757|Europe/Brussels|latin
Flanders|Region|West Flanders=Province|Bruges 51.2085 3.2266
#Denmark|23424796|Europe/Copenhagen|latin
Hovedstaden|Region|København=Municipality|Copenhagen 55.6763 12.5693
#Sweden|23424954|Europe/Stockholm|latin
Stockholm|County|Stockholm=Municipality|Stockholm 59.3326 18.0649
#Norway|23424910|Europe/Oslo|latin
Hordaland|County|Bergen=Municipality|Bergen 60.3938 5.3247
#Finland|23424812|Europe/Helsinki|latin
Southern Finland|Province|Uusimaa=Region|Helsinki 60.1712 24.9327
#Poland|23424923|Europe/Warsaw|latin
Lesser Poland|Province|Kraków=County|Kraków 50.0602 19.9373
#Japan|23424856|Asia/Tokyo|cjk
Tokyo Prefecture|Prefecture|Shibuya=Ward|Tokyo 35.6707 139.7723;Shibuya 35.6640 139.6982
Kyoto Prefecture|Prefecture||Kyoto 35.0086 135.7553
Hokkaido Prefecture|Prefecture||Sapporo 43.0642 141.3469
#Taiwan|23424971|Asia/Taipei|cjk
Taipei City|Special Municipality|Xinyi District=District/Town/Township|Taipei 25.0854 121.5615
Nantou County|County|Yuchi Township=District/Town/Township|Yuchi 23.8963 120.9361
#Hong Kong|24865698:Special Administrative Region|Asia/Hong_Kong|cjk
Central and Western|Territory||Admiralty 22.2786 114.1644;Sheung Wan 22.2866 114.1503
#China|23424781|Asia/Shanghai|cjk
Beijing|Municipality|Beijing=Prefecture|Beijing 39.9060 116.3879
#South Korea|23424868|Asia/Seoul|cjk
Seoul|City||Seoul 37.5571 127.0019
#Egypt|23424802|Africa/Cairo|arabic
Cairo|Governorate||Cairo 30.0500 31.2500
#United Arab Emirates|23424738|Asia/Dubai|arabic
Dubai|Emirate||Dubai 25.2695 55.3089
#Burkina Faso|23424978|Africa/Ouagadougou|latin
Sahel|Region|Oudalan=Province|Gorom-Gorom 14.4430 -0.2340
#India|23424848|Asia/Kolkata|english
Maharashtra|State|Mumbai=District|Mumbai 19.0760 72.8777
#Thailand|23424960|Asia/Bangkok|english
Bangkok|Province||Bangkok 13.7534 100.5022
#Australia|23424748|Australia/Sydney|english
New South Wales|State|Sydney=Local Government Area|Sydney -33.8696 151.2070;Katoomba -33.7150 150.3110
Victoria|State|Melbourne=Local Government Area|Melbourne -37.8176 144.9671
#New Zealand|23424916|Pacific/Auckland|english
Wellington Region|Region|Wellington City=District|Wellington -41.2865 174.7762
#Brazil|23424768|America/Sao_Paulo|latin
São Paulo|State|São Paulo=Municipality|São Paulo -23.5629 -46.6544
Rio de Janeiro|State|Rio de Janeiro=Municipality|Rio de Janeiro -22.9767 -43.1946
#Argentina|23424747|America/Argentina/Buenos_Aires|latin
Distrito Federal|Province||Buenos Aires -34.6085 -58.3735
#Mexico|23424900|America/Mexico_City|latin
Distrito Federal|State|Cuauhtémoc=Municipality|Mexico City 19.4326 -99.1332
`;

/** The towns, those of the countries with most pictures first. */
export const TOWNS: readonly Town[] = parseGazetteer(GAZETTEER);

/** A made-up but steady place number: the same name at the same level has the same one. */
export function placeNumber(name: string, level: number): number {
  let hash = level;
  for (let i = 0; i < name.length; i++) hash = scramble(hash ^ name.charCodeAt(i));
  return 2_000_000 + ((hash >>> 0) % 90_000_000);
}

function parseGazetteer(text: string): readonly Town[] {
  const towns: Town[] = [];
  let country = '';
  for (const line of text.trim().split('\n')) {
    if (line.startsWith('#')) country = line.slice(1);
    else towns.push(...parseRegion(country, line));
  }
  return towns;
}

function parseRegion(countryLine: string, line: string): readonly Town[] {
  const [country = '', countryNumber = '', zone = '', language = ''] = countryLine.split('|');
  const [region = '', regionType = '', county = '', list = ''] = line.split('|');
  const [countryWoeid = '', countryType = 'Country'] = countryNumber.split(':');
  const [countyName = '', countyType = ''] = county.split('=');
  const above = [
    ...(countyName === '' ? [] : [item(placeNumber(countyName, 2), countyName, countyType)]),
    item(placeNumber(region, 3), region, regionType),
    item(Number(countryWoeid), country, countryType),
    item(placeNumber(zone, 4), zone, 'Timezone'),
  ];
  return list.split(';').map((entry) => {
    const parts = entry.split(' ');
    const [latitude, longitude] = parts.splice(-2).map(Number);
    const name = parts.join(' ');
    return {
      latitude: latitude ?? 0,
      longitude: longitude ?? 0,
      language: asLanguage(language),
      tags: [name, region, country].map((text) => encode(text.toLowerCase())),
      name: encode(name),
      country: encode(country),
      levels: [item(placeNumber(name, 1), name, 'Town'), ...above],
    };
  });
}

function asLanguage(text: string): Language {
  return text === 'latin' || text === 'cjk' || text === 'arabic' ? text : 'english';
}

/** The name is encoded, the type stands raw. */
function item(woeid: number, name: string, type: string): string {
  return `${woeid}:${encode(name)}:${type}`;
}
