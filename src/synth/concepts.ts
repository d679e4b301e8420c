/** The autotag vocabulary: scenes, each a list of concepts that a picture of it may show; several concepts hold raw spaces. */

const SCENES_TEXT = `
beach|bay,beach,boat,cliff,coast,foam,horizon,island,lagoon,landscape,ocean,outdoor,palm tree,people,pier,sand bar,sand dune,sea,seaside,shore,shorefront,sky,surf,swimsuit,tide pool,water,wave
mountain|alpine,cliff,clouds,glacier,hill,hillside,landscape,mountain,mountain pass,mountain peak,nature,outdoor,range,ridge,rock,scenery,sky,slope,snow,summit,valley,volcano,wilderness
sunset|afterglow,backlight,bright,cloud,clouds,dawn,dusk,horizon,landscape,orange,outdoor,red,serene,silhouette,sky,skyline,sun,sunrise,sunset,vibrant
city|apartment building,architecture,avenue,building,building complex,city,cityscape,crosswalk,downtown,metropolis,office building,outdoor,road,sky,skyline,skyscraper,street,street light,tower,town,traffic light,urban
night|bokeh,bright,city,concert,dark,fireworks,illuminated,light,light show,lighting,nature,neon,night,nightlife,outdoor,sky,stage,starry sky,street light
architecture|abbey,apse,arch,architecture,bell tower,building,building facade,castle,cathedral,church,column,dome,facade,gothic,monastery,monument,mosque,outdoor,palace,ruins,shrine,spire,temple,tower
interior|architecture,bathroom,bed,bedroom,building,chair,couch,dining room,door,french window,furniture,hall,hallway,home,indoor,interior door,jamb,kitchen,lamp,living room,room,shelf,sun parlor,table,window,window frame
food|bread,breakfast,cake,cheese,coffee,cookie,cuisine,dairy product,dessert,dinner,dish,drink,fast food,food,fruit,hot dog,ice cream,indoor,junk food,lunch,meal,meat,noodle,plate,salad,sandwich,seafood,soup,vegetable
portrait|beard,black-and-white,blur,child,eyeglasses,eyewear,face,female,girl,hair,hat,head,indoor,male,man,people,person,portrait,selfie,smile,studio portrait,woman
group|adult,audience,baby,boy,child,children,crowd,family,friends,girl,group,group shot,groupshot,indoor,kids,meeting,outdoor,party,people,person,team,woman
concert|band,bass guitar,concert,crowd,drum kit,drummer,electric guitar,guitar,guitarist,indoor,microphone,music,musical instrument,musician,night,nightclub,people,performance,rock concert,singer,stage
sport|arena,athlete,ball,baseball,baseball field,basketball,bicycle,bicycle race,field,football,game,hockey,outdoor,people,player,racing,running,skateboard,soccer,sport,sports equipment,stadium,team sport,tennis
wedding|bouquet,bridal gown,bride,bridesmaid,ceremony,church,couple,dress,flower arrangement,formal wear,gown,groom,indoor,outdoor,people,suit,tuxedo,veil,wedding,wedding cake
flower|bloom,blossom,blur,bouquet,cherry blossom,daisy,depth of field,flora,flower,garden,garden rose,leaf,lily,macro,orchid,outdoor,petal,plant,pollen,purple,rose,sunflower,tulip,vibrant,yellow
bird|animal,beak,bird,bird of prey,blur,depth of field,duck,eagle,flock,gull,heron,lake,nature,outdoor,owl,parrot,perching bird,pigeon,sea bird,songbird,swan,water bird,wildlife,wing
insect|animal,ant,arthropod,bee,beetle,bug,butterfly,depth of field,dragonfly,flower,insect,invertebrate,ladybug,macro,moth,nature,outdoor,spider,spider web,wasp
dog|animal,canine,cat,dog,domestic cat,domestic dog,feline,fur,grass,indoor,kitten,mammal,outdoor,pet,puppy,retriever,sheepdog,sleeping,terrier
wildlife|animal,antelope,bear,buffalo,camel,deer,elephant,giraffe,grassland,herd,lion,mammal,monkey,outdoor,primate,reptile,rhinoceros,safari,snake,tiger,turtle,wildlife,zebra,zoo
forest|autumn,bamboo,creek,fern,foliage,forest,forest path,grass,grove,leaf,moss,mushroom,nature,outdoor,park,path,plant,rain forest,river,scenery,stream,tree,trunk,waterfall,wood
lake|boat,bridge,canal,dock,harbor,lake,landscape,mooring,nature,outdoor,pond,reflection,reservoir,river,riverside,scenery,serene,ship,sky,tree,water,waterside,yacht
vehicle|aircraft,airplane,antique car,automobile,bus,car,classic car,convertible,locomotive,motorcycle,outdoor,racing car,railroad track,road,sports car,steam engine,streetcar,train,transportation,truck,vehicle,wheel
aircraft|aircraft,airliner,airplane,airport,biplane,blue,cockpit,fighter jet,flight,helicopter,jet,outdoor,propeller,runway,sky,vehicle,wing
snow|blizzard,cold,fir tree,forest,frost,glacier,ice,ice rink,icicle,landscape,mountain,outdoor,pine tree,ski,ski resort,ski slope,snow,snowboard,snowman,winter
document|art,black-and-white,blackboard,book,cartoon,document,drawing,electronics,font,graphic,illustration,indoor,letter,line drawing,map,newspaper,paper,pattern,poster,screenshot,sign,sketch,text
art|abstract,art,art gallery,blue,carving,ceramic,collage,drawing,exhibition,fine art,gallery,graffiti,indoor,mosaic,mural,museum,oil painting,painting,pattern,sculpture,stained glass,statue,street art,triptych
industry|barn,bridge,chimney,construction site,crane,dam,factory,fence,gear,industry,lighthouse,machine,metal,oil rig,outdoor,pipe,power line,railway station,rust,tower,tractor,truss bridge,warehouse,water tower,windmill
sky|blue,cloud,clouds,cumulus,fog,landscape,lightning,mist,moon,outdoor,rain,rainbow,sky,storm,storm cloud,sunbeam,sunlight,weather
texture|abstract,asphalt,blur,brick wall,bright,concrete,fabric,grain,monochrome,pattern,plaid,stone wall,stripe,texture,tile,vibrant,wall,white,wood grain
toy|action figure,ball,balloon,board game,christmas tree,costume,doll,electronics,figurine,game,indoor,keyboard,laptop,mask,mobile phone,puppet,robot,screen,stuffed animal,teddy bear,toy,video game
underwater|animal,aquarium,coral,coral reef,diver,fish,jellyfish,marine life,nature,sea turtle,seaweed,shark,swimming pool,underwater,water
desert|arid,badlands,cactus,camel,canyon,desert,dune,fog,hill,landscape,mesa,nature,outdoor,rock formation,sand,sandstone,savanna,sky,wilderness
protest|banner,crowd,demonstration,flag,marching band,military uniform,outdoor,parade,people,placard,police,protest,rally,road,street,uniform
`;

/** One scene's concepts in the order of the file: sorted. */
export const SCENES: readonly (readonly string[])[] = SCENES_TEXT.trim()
  .split('\n')
  .map((line) => line.slice(line.indexOf('|') + 1).split(','));
