/** The words that titles, descriptions and tags are made of, most frequent first in each list; plain text, one language a list. */

const split = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Words that hold an English sentence together. */
export const ENGLISH_GLUE = split(`
the of and a in to is was at on for with this from by my it that we as are an one i all some you were
be he she they his her our have had not but or there up out so when after into over about which just
their no near very two through also only then more before around during while between under who first
new last still off down where here three back each every other most much many such like than too
`);

/** Nouns, verbs and adjectives of people who take pictures. */
export const ENGLISH_WORDS = split(`
day photo park beach night street house city view garden lake river old sunset trip water trees festival church
great little wedding party home flowers mountain light bridge snow museum taken morning people friends family
island summer walk camera road show building market tower trail sky winter birthday dog school concert train time
game station place cat shot picture made car looking world castle north south west east band baby year white black
red blue green harbour sea flower tree boat bird art found live music valley spring autumn christmas weekend
hotel food dinner lunch breakfast coffee shop restaurant kitchen bar club stage guitar singer crowd dance parade
fireworks lights lantern temple shrine palace cathedral chapel abbey ruins fort wall gate door window roof
stairs floor room hall library college university class student teacher team match race bike bicycle cycling
running marathon football soccer baseball basketball hockey tennis swim pool surf wave sand shell coast cliff
rock stone hill peak summit glacier ice frost fog mist rain storm cloud rainbow wind sun moon stars
dawn dusk evening afternoon noon midnight reflection shadow colour texture pattern detail close macro portrait
landscape panorama skyline aerial vintage film digital lens tripod exposure focus bokeh blur frame album scan
print postcard poster sign graffiti mural statue fountain sculpture painting exhibition gallery workshop studio
fair carnival circus zoo aquarium farm barn field meadow forest wood jungle desert canyon waterfall creek
stream pond marsh bay port pier dock ship ferry sail yacht canoe kayak fishing fish whale dolphin
seal penguin duck swan goose heron eagle hawk owl robin sparrow gull pigeon crow parrot peacock butterfly
bee dragonfly spider beetle ladybird moth frog turtle lizard snake horse cow sheep goat pig chicken
rabbit squirrel deer fox bear wolf elephant lion tiger monkey giraffe zebra camel kitten puppy pet
rose tulip daisy orchid lily sunflower poppy lavender cherry blossom maple oak pine palm bamboo fern moss
mushroom leaf leaves grass seed fruit apple orange lemon berry tomato pepper bread cheese cake chocolate
cookie pie pizza pasta soup salad sushi noodle rice curry beer wine tea cocktail ice-cream candy
train tram bus taxi truck van motorcycle scooter plane airport runway helicopter balloon rocket engine wheel
garage factory warehouse crane bridge tunnel canal lock dam mill lighthouse windmill farmhouse cottage cabin
tent camping campfire hike hiking climbing skiing snowboard skating sledding backpack boots map compass journey
travel tour vacation holiday arrival departure border village town downtown suburb neighborhood avenue alley square
plaza courtyard balcony terrace rooftop bench fence path lane highway corner crossing traffic signal lamp
phone computer laptop keyboard screen robot toy lego doll book magazine newspaper letter stamp coin clock
watch ring necklace dress shirt shoes hat glasses scarf jacket costume uniform mask makeup hair smile
face eyes hand hands feet girl boy man woman kids children brother sister mother father grandma
grandpa uncle aunt cousin couple bride groom ceremony reception speech toast gift cake balloon candle
anniversary graduation reunion meeting conference panel talk keynote hackathon camp protest march rally election
volunteer charity soldier police fire rescue hospital doctor nurse army navy flag monument memorial cemetery
grave history heritage ancient medieval modern design architecture interior furniture chair table sofa bed
project progress construction demolition renovation repair paint craft knitting sewing quilt yarn pottery glass
metal steel iron wood brick concrete paper plastic rust broken abandoned empty lost hidden secret
quiet busy crowded open closed happy sad funny silly weird strange beautiful pretty lovely amazing awesome
huge tiny big small long short high low deep wide narrow bright dark warm cold hot wet dry
fresh sweet fast slow early late next best good bad real free full wild local national royal
grand upper lower left right front side inside outside above below across along behind beside against
playing sitting standing walking watching waiting sleeping eating drinking singing dancing reading working
driving riding flying swimming jumping falling growing shining hanging floating leaving coming going
got went came saw took seen known called built opened moved started finished stayed visited arrived
caught bought gave left turned spent used tried wanted loved enjoyed spotted captured edited uploaded
series set part number copy version edition original sample test demo example random untitled
explore project challenge week month january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow spring break
`);

/** Words with accents, from Spanish, French, German, Portuguese, Italian and the Nordic languages, mixed: a user takes a stretch of it. */
export const LATIN_WORDS = split(`
de la el en que los del las por una con para día año niños españa montaña señor mañana camión corazón estación
jardín río océano pájaro árbol otoño música fotografía exposición celebración procesión iglesia plaza calle playa
fiesta bodas cumpleaños vacaciones familia amigos noche puesta sol nieve perro gato casa puente mercado desfile
le les des une dans avec pour sur château forêt été hôtel fête café marché église musée fenêtre bébé
rivière île élève école théâtre côte château-fort concert voyage vacances mariage anniversaire soirée coucher soleil
der die das und ein eine mit für straße schön grün über brücke müller größe häuser frühling märz fußball
österreich könig schloß gärten bäume blüte wanderung urlaub weihnachten hochzeit geburtstag kirche turm fluss
o os um uma não são coração praça avó manhã estação verão família aniversário praia igreja árvore paisagem
il lo gli nella città più caffè perché così università montagna mare spiaggia tramonto chiesa piazza mercatino
på och är från ö sjö båt skärgård midsommar jul ved fjord bjørn ørsted århus smørrebrød grønland kød
żółty łódź kościół rynek święta góry zamek gdańsk wrocław kraków
`);

/** Chinese, Japanese and Korean pieces, joined without spaces. */
export const CJK_WORDS = split(`
旅行 台灣 東京 京都 大阪 北海道 香港 上海 北京 台北 日本 中国 花見 桜 紅葉 富士山 神社 お寺 祭り 花火
夜景 風景 写真 散歩 公園 動物園 水族館 電車 新幹線 駅 海 山 川 空 雲 雨 雪 夕日 朝 夜 春 夏 秋 冬
猫 犬 花 鳥 子供 家族 友達 結婚式 誕生日 料理 ラーメン 寿司 カフェ ケーキ の は に と が を です
我們 今天 一起 美食 夜市 老街 古蹟 海邊 日出 日落 攝影 生活 朋友 學校 畢業 婚禮 展覽 演唱會 小吃 早餐
的 了 在 是 有 和 去 很 好 我 你 他 這 個 天 年 月 日 人 大 小
서울 부산 제주도 여행 사진 가족 친구 봄 여름 가을 겨울 바다 산 하늘 고양이 카페 축제 야경
`);

/** Arabic words. */
export const ARABIC_WORDS = split(`
في من على مدينة البحر صورة الشمس القمر جبل نهر مسجد سوق قديم جديد شارع بيت عائلة أصدقاء رحلة
مصر القاهرة دبي المغرب مكة ليل صباح غروب شروق سماء وردة حديقة عيد رمضان تصوير
`);

/** Given names and surnames, for nicknames and now and then a tag. */
export const NAMES = split(`
anna ben carla david elena frank gina hans irene jack karen luis maria nina oliver paula quentin rosa sam tina
ulrich vera will xavier yuki zoe alex bruno chris dora emma felix greta hugo ines jonas kate leo mia noah olga
peter ruth simon tom ursula victor wendy smith jones brown garcia müller schmidt dubois rossi silva tanaka suzuki
kim lee chen wang nguyen o'brien mcdonald hansen jensen korhonen novák kowalski ivanov papadopoulos yılmaz
`);

/** What cameras call their files; a digit part follows. */
export const FILE_STEMS = split('IMG_ DSC_ DSC0 P10 DSCN DSCF 100_ IMGP _MG_ DSC IMG PICT SANY CIMG');
